import { beforeAll, describe, expect, it } from 'vitest';
import { type Ask, JSON_BODY } from '../../harness/world.js';
import { world } from './shared-world.js';

const INVALID = { status: 400, code: 'invalid_request' };
const UNSUPPORTED = { status: 415, code: 'unsupported_media_type' };

let authorization: string;

beforeAll(async () => {
  authorization = `Authorization: Bearer ${await world.server.loginAsAdmin()}`;
});

const post = (target: string, body: string, headers: string[] = JSON_BODY): Ask => ({
  method: 'POST',
  target,
  headers: [authorization, ...headers],
  body,
});
const get = (target: string): Ask => ({ target, headers: [authorization] });

describe('the body of an administrative request', () => {
  const target = '/admin/apps';
  const good = '{"name":"x"}';

  it.each([
    'application/json\ta',
    'application/json garbage',
    'application/json; charset=utf-7',
    'application/JSON; charset=utf-7',
    'application/json;charset=utf-16',
    'application/json, text/plain',
    'application/jsonx',
    'application/json-patch+json',
    'application/json;;',
    'text/plain',
    'text/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    '',
    'garbage',
    '*/*',
  ])('is not read as %j [D15 Z07 D09]', async (type) => {
    const ask = post(target, good, [`Content-Type: ${type}`]);
    await world.refuses(ask, { status: 415, code: ['unsupported_media_type'] });
  });

  it('is not read without a type, and not with two [D15]', async () => {
    await world.refuses(post(target, good, []), UNSUPPORTED);
    const twice = ['Content-Type: text/plain', 'Content-Type: application/json'];
    await world.refuses(post(target, good, twice), UNSUPPORTED);
  });

  it.each([
    'application/json',
    'APPLICATION/JSON',
    'application/json; charset=UTF-8',
    'application/json;charset="utf-8"',
  ])('is validated as %s [D15]', async (type) => {
    await world.refuses(post(target, '{"name":7}', [`Content-Type: ${type}`]), INVALID);
  });

  it.each(['gzip', 'deflate', 'br', 'identity, gzip', 'gzip, gzip'])(
    'is not unpacked: %s [Z06]',
    async (encoding) => {
      const bomb = ['Content-Type: application/json', `Content-Encoding: ${encoding}`];
      await world.refuses(post(target, good, bomb), UNSUPPORTED);
    },
  );

  it.each<[string, string]>([
    ['a name twice', '{"name":"a","name":"b"}'],
    ['a name twice, escaped', '{"name":"a","n\\u0061me":"b"}'],
    ['a trailing comma', '{"name":"a",}'],
    ['a byte order mark', '\ufeff{"name":"a"}'],
    ['a comment', '{"name":"a"/*x*/}'],
    ['single quotes', "{'name':'a'}"],
    ['two values', '{"name":"a"}{"name":"b"}'],
    ['an array', '[{"name":"a"}]'],
    ['null', 'null'],
    ['a text', '"name"'],
    ['nothing', '{}'],
    ['a member __proto__', '{"name":"a","__proto__":{"role":"admin"}}'],
    ['a NUL [S07]', '{"name":"a\\u0000b"}'],
    ['a NUL in a name [S07]', '{"name":"a","x\\u0000":1}'],
    ['half a surrogate pair [S08]', '{"name":"\\ud800"}'],
    ['a control character', '{"name":"a\\u0007b"}'],
    ['a depth of 10 000 [Z05]', `{"name":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
  ])('is refused with %s [S14]', async (_row, body) => {
    await world.refuses(post(target, body), INVALID);
  });

  it.each<[string, string, unknown]>([
    ['an object where a text is', '/admin/apps', { name: { $ne: 1 } }],
    ['a list where a text is', '/admin/apps', { name: ['a'] }],
    ['a nested role', '/admin/apps', { name: { name: 'x', role: 'admin' } }],
    ['an object where an id is', '/admin/apps', { name: 'x', owner_id: { id: 'usr_1' } }],
    ['an object where a list is', '/admin/users', { username: 'x', roles: { 0: 'admin' } }],
    ['a text where a list is', '/admin/users', { username: 'x', roles: 'admin' }],
    ['an object in a list', '/admin/users', { username: 'x', roles: [{ a: 1 }] }],
    [
      'a text where a boolean is',
      '/admin/apis',
      { name: 'x', path_prefix: '/x', query_key: 'true' },
    ],
    ['100 000 items [Z05]', '/admin/users', { username: 'x', roles: Array(100_000).fill('a') }],
    ['a NUL in a user name [S07]', '/admin/users', { username: 'a\u0000b' }],
    [
      'a NUL in a password [S07]',
      '/admin/users',
      { username: 'x', password: `${'a'.repeat(20)}\u0000` },
    ],
  ])('is refused with %s, and says where [S03]', async (_row, path, body) => {
    const problem = await world.refuses(post(path, JSON.stringify(body)), INVALID);
    expect(problem['errors']).not.toHaveLength(0);
  });

  it('is refused beyond 1 MiB before it arrives [Z05 Z02]', async () => {
    const headers = [...JSON_BODY, 'Content-Length: 1048577'];
    await world.refuses(
      { ...post(target, '', headers) },
      { status: 413, code: 'payload_too_large' },
    );
  });
});

describe('the query of a list', () => {
  it.each([
    'limit[$ne]=1',
    'limit[]=1',
    'limit=1&limit=2',
    'limit=0',
    'limit=-1',
    'limit=1e3',
    'limit=0x1',
    'limit=201',
    'limit=%201',
    'limit=1%00',
    'sort=name;drop',
    'sort=name',
    "filter='%20OR%201=1--",
    'ownerId=usr_1',
    'owner_id=usr_1',
    'fields=passwordHash',
    'include=secrets',
    'name[$ne]=1',
    'id[]=1',
    'cursor=x',
    "cursor='%20OR%201=1--",
    'cursor=eyJhZnRlciI6InVzcl8xIn0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'toString=1',
  ])('is refused as a whole: ?%s [S01 S02 S03 D06 D18]', async (query) => {
    await world.refuses(get(`/admin/users?${query}`), INVALID);
  });

  it('goes on only where it stopped: a cursor of another list is refused [D18]', async () => {
    await world.createApp();
    await world.createApp();
    const { body } = await world.server.admin('GET', '/admin/apps?limit=1');
    const cursor = String(body['next_cursor']);
    await world.allows(get(`/admin/apps?limit=1&cursor=${cursor}`));
    for (const bad of [cursor.slice(0, -1), `${cursor}A`, `A${cursor}`]) {
      await world.refuses(get(`/admin/apps?cursor=${bad}`), INVALID);
    }
    await world.refuses(get(`/admin/users?cursor=${cursor}`), INVALID);
  });
});

describe('an id that is none', () => {
  it.each([
    '1',
    '1e3',
    '0x1',
    '../1',
    '%2e%2e',
    '__proto__',
    "'%20OR%201=1--",
    'usr_',
    'USR_01M7W5AZJ2JH35CRCGYDR1SWP2',
    'a'.repeat(500),
  ])('is the same 404 as one that nobody has: %s [S11 S01]', async (id) => {
    const { status } = await world.ask(get(`/admin/users/${id}`));
    expect([400, 404]).toContain(status);
  });
});

describe('the time at which a key expires', () => {
  it.each<unknown>([
    '2026-02-30T00:00:00Z',
    '2020-01-01T00:00:00Z',
    '+10000-01-01T00:00:00Z',
    '12026-01-01T00:00:00Z',
    '2099-01-01T00:00:00',
    '2099-01-01',
    '2099-01-01T24:00:00Z',
    '2099-01-01T00:60:00Z',
    '2099-13-01T00:00:00Z',
    4_102_444_800,
    4_102_444_800_000,
    '4102444800',
    'tomorrow',
    '',
    {},
    ['2099-01-01T00:00:00Z'],
    true,
  ])('is a time with a zone that exists and lies ahead, not %j [S12]', async (expires_at) => {
    const target = `/admin/apps/${world.appId}/api-keys`;
    const problem = await world.refuses(
      post(target, JSON.stringify({ name: 'k', expires_at })),
      INVALID,
    );
    expect(problem).toMatchObject({ errors: [{ pointer: '#/expires_at' }] });
  });

  it('is kept in UTC [S12]', async () => {
    const { body } = await world.server.admin('POST', `/admin/apps/${world.appId}/api-keys`, {
      name: 'k',
      expires_at: '2099-01-01T01:30:00.5+01:30',
    });
    expect(body['expires_at']).toBe('2099-01-01T00:00:00.500Z');
  });
});
