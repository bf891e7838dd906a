import { statSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawRequest, sendRaw } from '../../harness/raw.js';
import { expectRefusal } from '../../harness/refusal.js';
import { type Ask, JSON_BODY } from '../../harness/world.js';
import { world } from './shared-world.js';

const INVALID = { status: 400, code: 'invalid_request' };
const BAD = { status: 401, code: 'bad_credentials' };

let key: string;

beforeAll(async () => {
  await world.createApi('/sturdy');
  key = (await world.createKey()).key;
});
afterAll(async () => {
  // Whatever came, the process that started is the one that answers.
  await world.allows({ target: '/profile', headers: [`X-API-Key: ${key}`] });
  expect(world.server.output()).not.toMatch(/unhandled|uncaught/i);
});

const login = (username: string, password: string): Ask => ({
  method: 'POST',
  target: '/login',
  headers: JSON_BODY,
  body: JSON.stringify({ username, password }),
});

describe('signing in', () => {
  it('is refused alike for every reason there is, the right password of a disabled user included [T02]', async () => {
    const disabled = await world.createUser('disabled');
    await world.change('PATCH', `/admin/users/${disabled.id}`, { enabled: false });
    await world.create('/admin/users', { username: 'no-password' });
    await world.createUser('known');
    const attempts = [
      login('nobody', disabled.password),
      login('known', 'a wrong password of some length'),
      login('disabled', disabled.password),
      login('disabled', 'a wrong password of some length'),
      login('no-password', 'a wrong password of some length'),
      login("' OR 1=1--", 'x'),
      login('known\u200b', disabled.password),
      login('not a name', disabled.password),
    ];
    const answers = [];
    for (const ask of attempts) {
      await world.refuses(ask, BAD);
      const response = await world.ask(ask);
      const { request_id: _id, ...problem } = expectRefusal(response, BAD);
      const names = response.rawHeaders.filter((_value, i) => i % 2 === 0);
      answers.push(JSON.stringify([problem, names, response.header('www-authenticate')]));
    }
    expect(answers[0]).toContain('"msg":"Bad username or password"');
    expect(new Set(answers).size).toBe(1);
  });

  it('compares texts of unequal length without falling over [T06]', async () => {
    for (const password of ['x', 'x'.repeat(1024), '🙂'.repeat(64), 'é'.repeat(200)]) {
      await world.refuses(login('nobody-else', password), BAD);
    }
  });

  it.each<[string, unknown]>([
    ['a password of 1 025 characters', { username: 'root', password: 'x'.repeat(1025) }],
    ['a user name of 257 characters', { username: 'x'.repeat(257), password: 'x' }],
    ['no password', { username: 'root' }],
    ['an empty password', { username: 'root', password: '' }],
    ['a number', { username: 'root', password: 1 }],
    ['an object', { username: { $ne: '' }, password: { $ne: '' } }],
    ['one member more', { username: 'root', password: 'x', role: 'admin' }],
    ['a NUL', { username: 'root\u0000', password: 'x' }],
  ])('refuses %s before it looks at a password [Z02 S03 S07 S09]', async (_row, body) => {
    const ask = { ...login('', ''), body: JSON.stringify(body) };
    await world.refuses(ask, INVALID);
  });

  it('refuses a password of 1 MB before it arrives [Z02]', async () => {
    const ask = { ...login('', ''), headers: [...JSON_BODY, 'Content-Length: 1100000'], body: '' };
    await world.refuses(ask, { status: 413, code: 'payload_too_large' });
  });

  it.each([
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'text/plain',
    'application/xml',
  ])('reads JSON only, not %s [Z07]', async (type) => {
    const ask = { ...login('root', 'x'), headers: [`Content-Type: ${type}`] };
    await world.refuses(ask, { status: 415, code: 'unsupported_media_type' });
  });
});

describe('a request of monstrous size', () => {
  const withKey = (): string => `X-API-Key: ${key}`;

  it.each<[string, number, () => string]>([
    [
      '2 000 headers',
      431,
      () =>
        rawRequest('GET', '/sturdy/x', [
          withKey(),
          ...Array.from({ length: 2000 }, (_x, i) => `X-Header-${i}: 1`),
        ]),
    ],
    [
      'a header of 17 kB',
      431,
      () => rawRequest('GET', '/sturdy/x', [withKey(), `X-H: ${'x'.repeat(17_000)}`]),
    ],
    ['a URL of 17 kB', 431, () => rawRequest('GET', `/sturdy/${'x'.repeat(17_000)}`, [withKey()])],
    [
      '10 000 parameters',
      431,
      () => rawRequest('GET', `/sturdy/x?${'a=1&'.repeat(10_000)}`, [withKey()]),
    ],
  ])('is refused and goes nowhere: %s [Z04]', async (_row, status, bytes) => {
    const seen = world.recorder.seen();
    const response = await sendRaw(world.server.port, bytes());
    expect(response.status).toBe(status);
    expect(response.header('content-type')).toEqual(['application/problem+json']);
    expect(response.header('cache-control')).toEqual(['no-store']);
    expect(response.header('x-request-id')).toHaveLength(1);
    expect(world.recorder.seen()).toEqual(seen);
  });

  it('is refused within the head that is allowed: 3 000 parameters, 12 kB of path [Z04]', async () => {
    const headers = [`Authorization: Bearer ${await world.server.loginAsAdmin()}`];
    await world.refuses({ target: `/admin/users?${'a=1&'.repeat(3000)}`, headers }, INVALID);
    const long = { target: `/admin/users/${'x'.repeat(12_000)}`, headers };
    await world.refuses(long, { status: 404, code: 'not_found' });
  });
});

describe('a request with odd names', () => {
  it.each([
    '__proto__: x',
    'constructor: x',
    'prototype: x',
    'toString: x',
    'hasOwnProperty: x',
    'valueOf: x',
  ])('is answered as any other: %s [Z09]', async (line) => {
    const headers = [line, `X-API-Key: ${key}`];
    const { body } = await world.allows({ target: '/profile', headers });
    expect(JSON.parse(body)).toMatchObject({ principal: { kind: 'api_key', roles: [] } });
    await world.allows({ target: '/sturdy/x', headers });
    await world.refuses(
      { target: '/sturdy/x', headers: [line] },
      { status: 401, code: 'credential_missing' },
    );
  });

  it('is answered when a cookie or a parameter has them [Z09]', async () => {
    const headers = [`X-API-Key: ${key}`, 'Cookie: __proto__=x; constructor=y; =; ;;; a'];
    await world.allows({ target: '/profile?__proto__=1&constructor[prototype]=2', headers });
    await world.allows({ target: '/sturdy/x?__proto__[a]=1', headers });
  });
});

describe('what is not served', () => {
  it.each([
    '/.env',
    '/.git/config',
    '/.git/HEAD',
    '/debug',
    '/debug/pprof',
    '/data/ostiary.db',
    '/data/master.key',
    '/package.json',
    '/dist/main.js',
    '/dist/main.js.map',
    '/main.js.map',
    '/docs/../package.json',
    '/docs/..%2f..%2f.env',
    '/docs/%2e%2e/%2e%2e/package.json',
    '/pages/..%2f..%2fpackage.json',
    '/server-status',
    '/actuator/env',
    '/console/..%2f.env',
  ])('is not there or not a path: %s [X09 D10]', async (target) => {
    const response = await world.ask({ target });
    expect([400, 404]).toContain(response.status);
    expect(response.header('content-type')).toEqual(['application/problem+json']);
  });

  it('metrics and health tell of no key, no user, no secret and no address [X09]', async () => {
    await world.ask({ target: '/profile', headers: [`X-API-Key: ${key}`] });
    const texts = await Promise.all(
      ['/metrics', '/livez', '/readyz'].map(
        async (target) => (await world.allows({ target })).body,
      ),
    );
    const text = texts.join('\n');
    expect(text).toContain('ostiary_auth_decisions_total');
    expect(text).not.toMatch(/\b(?:key|acc|app|usr|cli|ses|api)_[0-9a-hjkmnp-tv-z]{26}/);
    expect(text).not.toMatch(/ost_live_|sk_|eyJ|127\.0\.0\.1|\/sturdy\/x|root|argon/);
  });
});

describe('the files of the server', () => {
  it('are for their owner only [X11]', () => {
    const directory = join(world.server.directory, 'data');
    const files = readdirSync(directory);
    expect(files).toEqual(expect.arrayContaining(['master.key', 'ostiary.db', 'ostiary.db-wal']));
    const open = files.filter((name) => (statSync(join(directory, name)).mode & 0o077) !== 0);
    expect(open).toEqual([]);
    expect(statSync(directory).mode & 0o077).toBe(0);
  });
});
