import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestServer } from '../../harness/server.js';
import { type Page, type Problem, MISSING, startAdministration } from './fixture.js';

let server: TestServer;
let appId: string;

beforeAll(async () => {
  ({ server, appId } = await startAdministration());
});
afterAll(() => server.stop());

describe('requests that are not valid', () => {
  const refusals: [what: string, path: string, body: unknown, pointer: string][] = [
    ['an unknown member', '/users', { username: 'a', admin: true }, '#/admin'],
    ['an id of one’s own', '/users', { username: 'a', id: 'usr_1' }, '#/id'],
    ['a missing member', '/users', {}, '#/username'],
    ['a name that is no name', '/users', { username: ' a' }, '#/username'],
    ['a name of 257 characters', '/users', { username: 'a'.repeat(257) }, '#/username'],
    ['a short password', '/users', { username: 'a', password: 'short' }, '#/password'],
    ['1025 characters', '/users', { username: 'a', password: 'ab'.repeat(513) }, '#/password'],
    ['a role that is no word', '/users', { username: 'a', roles: ['a"b'] }, '#/roles/0'],
    ['roles as text', '/users', { username: 'a', roles: 'admin' }, '#/roles'],
    ['a name of the wrong type', '/apps', { name: { $ne: 1 } }, '#/name'],
    ['an empty name', '/apps', { name: ' ' }, '#/name'],
    ['a long name', '/apps', { name: 'a'.repeat(10_000) }, '#/name'],
    ['NUL', '/apps', { name: 'a\0b' }, '#/name'],
    ['an owner that is no id', '/apps', { name: 'a', owner_id: 'me' }, '#/owner_id'],
    ['an owner who is nobody', '/apps', { name: 'a', owner_id: `usr_${MISSING}` }, '#/owner_id'],
    ['no scope name', '/api-keys', { name: 'a', scopes: ['a b'] }, '#/scopes/0'],
    ['an empty allowlist', '/api-keys', { name: 'a', ip_allowlist: [] }, '#/ip_allowlist'],
    ['host bits', '/api-keys', { name: 'a', ip_allowlist: ['10.0.0.1/8'] }, '#/ip_allowlist/0'],
    ['any origin', '/api-keys', { name: 'a', origin_allowlist: ['*'] }, '#/origin_allowlist/0'],
    ['a past end', '/api-keys', { name: 'a', expires_at: '2020-01-01T00:00:00Z' }, '#/expires_at'],
    ['no such day', '/api-keys', { name: 'a', expires_at: '2031-02-30T00:00:00Z' }, '#/expires_at'],
    ['no zone', '/api-keys', { name: 'a', expires_at: '2031-02-03T00:00:00' }, '#/expires_at'],
    ['an environment', '/api-keys', { name: 'a', environment: 'prod' }, '#/environment'],
    ['a digest', '/api-keys', { name: 'a', digest: 'x' }, '#/digest'],
    ['no token type', '/access-keys', { name: 'a', token_types: [] }, '#/token_types'],
    ['an empty list', '/access-keys', { name: 'a', origin_allowlist: [] }, '#/origin_allowlist'],
    [
      'a grant',
      '/oauth-clients',
      { client_name: 'a', grant_types: ['password'] },
      '#/grant_types/0',
    ],
    [
      'a script',
      '/oauth-clients',
      { client_name: 'a', redirect_uris: ['javascript:alert(1)'] },
      '#/redirect_uris/0',
    ],
    ['no prefix', '/apis', { name: 'a' }, '#/path_prefix'],
    [
      'a scope of ours',
      '/apis',
      { name: 'a', path_prefix: '/a', scopes: [{ name: 'a' }, { name: 'admin:users' }] },
      '#/scopes/1/name',
    ],
    [
      'a scope of sign-in',
      '/apis',
      { name: 'a', path_prefix: '/a', scopes: [{ name: 'profile' }] },
      '#/scopes/0/name',
    ],
    ['a kind', '/apis', { name: 'a', path_prefix: '/a', accept: ['cookie'] }, '#/accept/0'],
  ];

  it.each(refusals)(
    'with %s at %s are refused with a pointer',
    async (_what, path, body, pointer) => {
      const isOfApp = /keys|clients/.test(path);
      const target = isOfApp ? `/admin/apps/${appId}${path}` : `/admin${path}`;
      const before = await server.admin<Page>('GET', target);
      const answer = await server.admin<Problem>('POST', target, body);
      expect({ status: answer.status, code: answer.body.code }).toEqual({
        status: 400,
        code: 'invalid_request',
      });
      expect(answer.body.errors?.map((error) => error.pointer)).toContain(pointer);
      expect((await server.admin<Page>('GET', target)).body).toEqual(before.body);
    },
  );

  it('to lists are refused', async () => {
    const queries = ['limit=0', 'limit=201', 'limit=1e3', 'limit=-1', 'limit[]=1', 'sort=password'];
    for (const query of [...queries, 'limit=1&limit=2', 'cursor=', 'fields=passwordHash']) {
      const answer = await server.admin<Problem>('GET', `/admin/users?${query}`);
      expect({ query, status: answer.status }).toEqual({ query, status: 400 });
    }
  });
});

describe('lists', () => {
  it('are walked through with a cursor, which is good for this list only', async () => {
    for (const name of ['one', 'two', 'three']) await server.admin('POST', '/admin/apps', { name });
    const seen: unknown[] = [];
    let cursor: string | null = '';
    let first = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { status, body } = await server.admin<Page>('GET', `/admin/apps?limit=1${query}`);
      expect(status).toBe(200);
      seen.push(...body.data.map(({ id }) => id));
      cursor = body.next_cursor;
      first ||= cursor ?? '';
    }
    const { body: whole } = await server.admin<Page>('GET', '/admin/apps');
    expect(seen).toEqual(whole.data.map(({ id }) => id));
    expect(new Set(seen).size).toBe(seen.length);

    const forged = [
      first.slice(0, -1),
      `${first}a`,
      first.replace(/^./, (letter) => (letter === 'a' ? 'b' : 'a')),
      Buffer.from('{"after":"app_"}').toString('base64url'),
      "' OR 1=1--",
    ];
    for (const text of forged) {
      const path = `/admin/apps?cursor=${encodeURIComponent(text)}`;
      expect((await server.admin(`GET`, path)).status).toBe(400);
    }
    expect((await server.admin('GET', `/admin/users?cursor=${first}`)).status).toBe(400);
  });
});
