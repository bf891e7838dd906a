import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLogger } from './logger.js';
import { NestLogger } from './nest-logger.js';

function capture() {
  const lines: string[] = [];
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  return { lines, logger: createLogger({ logLevel: 'trace' }, output) };
}

const API_KEY = 'ost_live_7Qk3h2JkL9mN4pQ5rS6tU7vW8xY9zA1bC2dE3fG4hJ5kL6x9Zf';
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl';

describe('the logger never writes', () => {
  it.each<[string, Record<string, unknown>]>([
    ['an authorization header', { headers: { authorization: 'canary' } }],
    ['an API key header', { headers: { 'x-api-key': 'canary' } }],
    ['a signed token header', { headers: { 'Apihub-Token': 'canary' } }],
    ['a cookie', { headers: { cookie: 'canary' } }],
    ['a set cookie', { headers: { 'set-cookie': ['canary'] } }],
    ['a password', { body: { user: { password: 'canary' } } }],
    ['a client secret', { client_secret: 'canary' }],
    ['a refresh token', { refresh_token: 'canary' }],
    ['an authorization code', { code: 'canary-Kx93' }],
    ['an SK', { created: [{ sk: 'canary' }] }],
    ['an API key', { created: { key: 'canary' } }],
    ['a URL with a key', { url: '/x?api%5Fkey=canary' }],
    ['a request', { req: { headers: { authorization: 'canary' } } }],
    [
      'a database error with its parameters',
      {
        err: Object.assign(new Error('failed'), {
          parameters: ['canary'],
          driverError: { detail: 'canary' },
        }),
      },
    ],
    [
      'a cause with its parameters',
      { err: new Error('a', { cause: Object.assign(new Error('b'), { parameters: ['canary'] }) }) },
    ],
  ])('%s', (_name, record) => {
    const { lines, logger } = capture();

    logger.info(record, 'something');
    logger.child(record).info('something else');

    expect(lines).toHaveLength(2);
    expect(lines.join()).not.toContain('canary');
  });

  it.each([
    ['an API key', API_KEY],
    ['a shorter API key of another prefix', 'acme_test_7Qk3h2JkL9mN4pQ5'],
    ['an SK', `sk_${'a1B2'.repeat(12)}x`],
    ['a client secret', `cs_${'a1B2'.repeat(12)}x`],
    ['a refresh token', `rt_${'a1B2'.repeat(11)}`],
    ['a key behind an encoded space', `Bearer%20ost_live_${'a1B2'.repeat(12)}x`],
    ['a key behind an encoded quote', `%22ost_live_${'a1B2'.repeat(12)}x`],
    ['a JWT', JWT],
    ['an unsigned JWT', `${JWT.split('.').slice(0, 2).join('.')}.`],
    ['basic credentials', 'Basic dXNlcjpwYXNzd29yZA=='],
    ['an opaque bearer token', 'bearer canary-opaque-token'],
  ])('%s, wherever it stands', (_name, credential) => {
    const { lines, logger } = capture();

    logger.info(`tried ${credential} twice`);
    logger.info({ path: `/keys/${credential}`, list: [credential] });
    logger.error({ err: new Error(`bad ${credential}`) });
    new NestLogger(logger).error(`bad ${credential}`, `Error\n at ${credential}`, 'Some');

    const secret = credential.replace(/^\w+ /, '');
    expect(lines).toHaveLength(4);
    expect(lines.join()).not.toContain(secret);
    expect(lines.join()).toContain('[redacted]');
  });
});

describe('the logger keeps', () => {
  it('what is needed: error codes, previews, messages, stacks and causes', () => {
    const { lines, logger } = capture();

    logger.info({ code: 'ECONNREFUSED', preview: 'ost_live_7Qk…x9Zf', id: 'key_01' }, 'text');
    logger.error({ err: new TypeError('outer', { cause: new Error('inner') }) });

    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'info',
      code: 'ECONNREFUSED',
      preview: 'ost_live_7Qk…x9Zf',
      id: 'key_01',
      msg: 'text',
    });
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({
      level: 'error',
      err: { type: 'TypeError', message: 'outer', cause: { message: 'inner' } },
    });
  });

  it('every line parseable', () => {
    const { lines, logger } = capture();

    logger.info({ headers: { authorization: 'x' } }, `a "quoted" Bearer ${JWT}" end`);

    expect(() => JSON.parse(lines[0] ?? '') as unknown).not.toThrow();
  });
});

describe('NestLogger', () => {
  it('writes the framework’s boot lines for developers only, failures that it also throws included', () => {
    const { lines, logger } = capture();
    const nest = new NestLogger(logger);

    nest.log('Mapped {/x, GET} route', 'RouterExplorer');
    nest.log('ready', 'Main');
    nest.error(new Error('boom'), 'Main');
    nest.error(new Error('cannot start'), 'ExceptionHandler');

    expect(lines.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual([
      'debug',
      'info',
      'error',
      'debug',
    ]);
    expect(lines[2]).toContain('"stack"');
  });
});
