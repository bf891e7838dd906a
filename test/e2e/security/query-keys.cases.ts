import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { world } from './shared-world.js';

const MISSING = { status: 401, code: 'credential_missing' };
const MULTIPLE = { status: 400, code: 'multiple_credentials' };

let key: string;
let other: string;

beforeAll(async () => {
  await world.createApi('/plain');
  await world.createApi('/links', { query_key: true });
  key = (await world.createKey()).key;
  other = (await world.createKey()).key;
});
afterAll(async () => {
  expect(world.server.output()).not.toContain(key);
});

describe('where an API does not take keys in the query', () => {
  it.each(['/plain/x', '/data', '/profile'])(
    'a key there is no credential, and the caller is told so: %s [Q01]',
    async (path) => {
      const problem = await world.refuses({ target: `${path}?api_key=${key}` }, MISSING);
      expect(problem.hint).toContain('X-API-Key');
    },
  );
});

describe('where an API takes keys in the query', () => {
  it.each([
    ['b=%2f&api_key=KEY&a=1+2', 'b=%2f&a=1+2'],
    ['api_key=KEY', ''],
    ['api_key=KEY&a', 'a'],
    ['&&a=1&&key=KEY&', '&&a=1&&'],
    ['z=%C3%A9&a=%5B%5D&api%5Fkey=KEY&a=2', 'z=%C3%A9&a=%5B%5D&a=2'],
    ['api_key_id=7&api_key=KEY', 'api_key_id=7'],
  ])('takes ?%s and forwards the rest byte for byte [Q02]', async (query, rest) => {
    await world.allows({ target: `/links/x%2Fy/?${query.replace('KEY', key)}` });
    expect(world.recorder.last().target).toBe(`/links/x%2Fy/${rest === '' ? '' : '?'}${rest}`);
    expect(JSON.stringify(world.recorder.last())).not.toContain(key);
  });

  it.each<[string, (a: string, b: string) => string]>([
    ['equal', (a) => `api_key=${a}&api_key=${a}`],
    ['different', (a, b) => `api_key=${a}&x=1&api_key=${b}`],
    ['under two names', (a) => `api_key=${a}&key=${a}`],
    ['differently encoded', (a) => `api_key=${a}&api%5fkey=${a}`],
  ])('refuses two keys: %s [Q03]', async (_row, query) => {
    await world.refuses({ target: `/links/x?${query(key, other)}` }, MULTIPLE);
  });

  it.each<[string, (k: string) => string]>([
    ['X-API-Key', (k) => `X-API-Key: ${k}`],
    ['Authorization', (k) => `Authorization: Bearer ${k}`],
    ['a signed-token header', () => 'Apihub-Token: eyJhbGciOiJIUzI1NiJ9.e30.e30'],
    ['an empty header', () => 'X-API-Key:'],
  ])('refuses a key in the query beside %s [Q04]', async (_row, line) => {
    const ask = { target: `/links/x?api_key=${key}`, headers: [line(key)] };
    await world.refuses(ask, MULTIPLE);
  });

  it('reads an encoded name of the parameter as the name [Q05]', async () => {
    await world.allows({ target: `/links/x?api%5Fkey=${key}` });
  });

  it.each<[string, (k: string) => string]>([
    ['another case', (k) => `/links/x?API_KEY=${k}`],
    ['an array', (k) => `/links/x?api_key[]=${k}`],
    ['an encoded array', (k) => `/links/x?api_key%5B0%5D=${k}`],
    ['a semicolon before it', (k) => `/links/x?a=1;api_key=${k}`],
    ['a name without a value', () => '/links/x?api_key'],
    ['the path', (k) => `/links/${k}`],
    ['a path parameter', (k) => `/links/x;api_key=${k}`],
  ])('finds no key in %s [Q05 Q09]', async (_row, target) => {
    await world.refuses({ target: target(key) }, MISSING);
  });

  it.each(['api_key', 'key', 'x-api-key', 'access_token', '_session'])(
    'finds no key in the cookie %s [Q09]',
    async (name) => {
      await world.refuses({ target: '/links/x', headers: [`Cookie: ${name}=${key}`] }, MISSING);
    },
  );

  it('refuses a request target with a fragment [Q09]', async () => {
    const invalid = { status: 400, code: 'invalid_request' };
    await world.refuses({ target: `/links/x#api_key=${key}` }, invalid);
  });

  it('takes an empty key for a bad one, never for none [Q05]', async () => {
    const malformed = { status: 401, code: 'credential_malformed' };
    await world.refuses({ target: '/links/x?api_key=' }, malformed);
  });

  it('lets nobody keep the answer, whatever the upstream says [Q08]', async () => {
    world.recorder.answerWith({ headers: { 'cache-control': 'public, max-age=3600' } });
    const byQuery = await world.allows({ target: `/links/x?api_key=${key}` });
    expect(byQuery.header('cache-control')).toEqual(['private, no-store']);
    const byHeader = await world.allows({ target: '/links/x', headers: [`X-API-Key: ${key}`] });
    expect(byHeader.header('cache-control')).toEqual(['public, max-age=3600']);
    expect(byHeader.header('vary').join()).toMatch(/Authorization, X-API-Key/);
    world.recorder.answerWith({});

    const own = await world.allows({ target: `/v1/data?api_key=${key}` });
    expect(own.header('cache-control')).toEqual(['private, no-store']);
  });

  it('puts no key into a redirect, and tells browsers to send no referrer [Q07]', async () => {
    const answers = [
      await world.ask({ target: `/v1/data/?api_key=${key}` }),
      await world.ask({ target: `/V1/data?api_key=${key}` }),
      await world.ask({ target: `//v1/data?api_key=${key}` }),
      await world.ask({ target: `/docs?api_key=${key}` }),
      await world.ask({ target: `/links?api_key=${key}` }),
    ];
    world.recorder.answerWith({ status: 302, headers: { location: '/elsewhere' } });
    answers.push(await world.ask({ target: `/links/x?api_key=${key}` }));
    world.recorder.answerWith({});
    expect(answers.at(-1)?.status).toBe(302);
    for (const answer of answers) {
      expect(answer.header('location').join()).not.toContain(key);
      expect(answer.header('referrer-policy')).toEqual(['no-referrer']);
    }
  });
});
