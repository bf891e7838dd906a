import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../../harness/server.js';

interface Row {
  readonly id: string;
  readonly name?: string;
  readonly client_name?: string;
  readonly app_name: string;
  readonly owner_id: string | null;
}
interface Listed {
  readonly data: readonly Row[];
  readonly next_cursor: string | null;
}

const PASSWORD = 'another-long-passphrase-9';
let server: TestServer;
let owner: { id: string; headers: Record<string, string> };
let ids: Record<'shop' | 'depot', string>;

/** Two apps, one of them a consumer's, each with a key, a pair and a client. */
beforeAll(async () => {
  server = await startServer({ samples: false });
  const user = { username: 'carol', password: PASSWORD, roles: [], groups: [] };
  const { id } = (await server.admin<{ id: string }>('POST', '/admin/users', user)).body;
  const login = await server.call<{ access_token: string }>('POST', '/login', {
    body: { username: 'carol', password: PASSWORD },
  });
  owner = { id, headers: { authorization: `Bearer ${login.body.access_token}` } };
  ids = { shop: await fill('Shop', null), depot: await fill('Depot 100%', id) };
});
afterAll(() => server.stop());

async function fill(name: string, ownerId: string | null): Promise<string> {
  const app = { name, owner_id: ownerId };
  const { id } = (await server.admin<{ id: string }>('POST', '/admin/apps', app)).body;
  const create = (path: string, body: object) =>
    server.admin<{ id: string }>('POST', `/admin/apps/${id}/${path}`, body);
  await create('api-keys', { name: `${name} key` });
  const expires_at = new Date(Date.now() + 86_400_000).toISOString();
  await create('api-keys', { name: `${name} brief`, expires_at });
  const revoked = (await create('api-keys', { name: `${name} gone` })).body.id;
  await server.admin('DELETE', `/admin/apps/${id}/api-keys/${revoked}`);
  const paused = (await create('api-keys', { name: `${name} paused` })).body.id;
  await server.admin('PATCH', `/admin/apps/${id}/api-keys/${paused}`, { enabled: false });
  await create('access-keys', { name: `${name} pair` });
  await create('oauth-clients', { client_name: `${name} client`, redirect_uris: [] });
  return id;
}

const listed = async (path: string): Promise<Listed> =>
  (await server.admin<Listed>('GET', path)).body;
const namesOf = ({ data }: Listed): string[] =>
  data.map(({ name, client_name }) => name ?? client_name ?? '');

describe('GET /admin/api-keys', () => {
  it('lists the keys of all apps, newest first, with whose they are', async () => {
    const { data } = await listed('/admin/api-keys');
    expect(data).toHaveLength(8);
    expect([...data].sort((a, b) => (a.id < b.id ? 1 : -1))).toEqual(data);
    expect(data[0]).toMatchObject({ app_name: 'Depot 100%', owner_id: owner.id });
    expect(data.at(-1)).toMatchObject({ app_name: 'Shop', owner_id: null });
  });

  it('pages by a cursor that no other list takes', async () => {
    const first = await listed('/admin/api-keys?limit=5');
    const rest = await listed(`/admin/api-keys?limit=5&cursor=${first.next_cursor}`);
    expect([...first.data, ...rest.data].map(({ id }) => id)).toEqual(
      (await listed('/admin/api-keys')).data.map(({ id }) => id),
    );
    expect(rest.next_cursor).toBeNull();
    const path = `/admin/access-keys?cursor=${first.next_cursor}`;
    expect((await server.admin('GET', path)).status).toBe(400);
  });

  it.each([
    ['app_id of the shop', () => `app_id=${ids.shop}&state=active`, ['Shop brief', 'Shop key']],
    ['a part of the name, in any case', () => 'q=SHOP%20K', ['Shop key']],
    ['a per cent sign, which is one', () => 'q=%25%20key', ['Depot 100% key']],
    ['an underscore, which is one', () => 'q=_', []],
    ['revoked', () => 'state=revoked', ['Depot 100% gone', 'Shop gone']],
    ['disabled', () => 'state=disabled', ['Depot 100% paused', 'Shop paused']],
    ['expired', () => 'state=expired', []],
    [
      'what expires soon',
      () => `expires_before=${new Date(Date.now() + 2 * 86_400_000).toISOString()}`,
      ['Depot 100% brief', 'Shop brief'],
    ],
  ])('narrows to %s', async (_what, query, names) => {
    expect(namesOf(await listed(`/admin/api-keys?${query()}`))).toEqual(names);
  });

  it('narrows to what was never used', async () => {
    expect(await listed('/admin/api-keys?unused=true')).toMatchObject({
      data: { length: 8 },
    });
  });

  it.each([
    'state=gone',
    'unused=maybe',
    'rotating=maybe',
    'q=',
    'app_id=x',
    'expires_before=tomorrow',
    'limit=0',
  ])('refuses ?%s', async (query) => {
    const { status, body } = await server.admin('GET', `/admin/api-keys?${query}`);
    expect([status, body['code']]).toEqual([400, 'invalid_request']);
  });
});

describe('the other lists over all apps', () => {
  it('hold the access keys and the OAuth clients', async () => {
    const pairs = await listed('/admin/access-keys?state=active');
    expect(namesOf(pairs)).toEqual(['Depot 100% pair', 'Shop pair']);
    const clients = await listed(`/admin/oauth-clients?q=client&app_id=${ids.depot}`);
    expect(namesOf(clients)).toEqual(['Depot 100% client']);
    expect(clients.data[0]).toMatchObject({ app_name: 'Depot 100%', owner_id: owner.id });
  });

  it.each(['api-keys', 'access-keys', 'oauth-clients'])(
    'show an owner their own %s, whatever they ask for',
    async (kind) => {
      const ask = (query: string) =>
        server.call<Listed>('GET', `/account/${kind}${query}`, { headers: owner.headers });
      const { status, body } = await ask('');
      expect(status).toBe(200);
      expect(new Set(body.data.map(({ app_name }) => app_name))).toEqual(new Set(['Depot 100%']));
      expect((await ask(`?app_id=${ids.shop}`)).body.data).toEqual([]);
    },
  );

  it.each(['api-keys', 'access-keys', 'oauth-clients'])(
    'refuse /admin/%s to everybody else',
    async (kind) => {
      const path = `/admin/${kind}`;
      expect((await server.call('GET', path)).status).toBe(401);
      expect((await server.call('GET', path, { headers: owner.headers })).status).toBe(403);
    },
  );
});

describe('what is being rotated', () => {
  it.each(['api-keys', 'access-keys'])(
    'is told from the rest of the %s while the old secret works, and no longer',
    async (kind) => {
      const app = (await server.admin<{ id: string }>('POST', '/admin/apps', { name: kind })).body;
      const own = `/admin/apps/${app.id}/${kind}`;
      const rotate = async (name: string, overlap_seconds: number) => {
        const { id } = (await server.admin<{ id: string }>('POST', own, { name })).body;
        await server.admin('POST', `${own}/${id}/rotate`, { overlap_seconds });
      };
      await rotate('both work', 3600);
      await rotate('only the new one works', 0);
      await server.admin('POST', own, { name: 'never rotated' });
      expect(namesOf(await listed(`/admin/${kind}?rotating=true`))).toEqual(['both work']);
      expect(namesOf(await listed(`/admin/${kind}?rotating=false&app_id=${app.id}`))).toHaveLength(
        3,
      );
    },
  );
});
