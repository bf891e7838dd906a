import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientCredentials } from '../../harness/token-kinds.js';
import { type Ask, World } from '../../harness/world.js';

let directory: string;
let world: World;
let users = 0;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'ostiary-state-'));
  world = await World.open({
    directory,
    env: { OSTIARY_ADMIN_USERNAME: 'root', OSTIARY_ADMIN_PASSWORD: 'nine yellow carts roll' },
  });
});
afterAll(async () => {
  await world.close();
  rmSync(directory, { recursive: true, force: true });
});

const bearing = (token: string, target = '/profile'): Ask => ({
  target,
  headers: [`Authorization: Bearer ${token}`],
});

async function signIn(
  body: Record<string, unknown> = {},
): Promise<{ id: string; name: string; token: string; refreshToken: string }> {
  const name = `user-${(users += 1)}`;
  const { id, password } = await world.createUser(name, body);
  const login = await world.login(name, password);
  await world.allows(bearing(login.token));
  return { id, name, ...login };
}

describe('a login token that was good a moment ago', () => {
  type Login = Awaited<ReturnType<typeof signIn>>;

  it.each<[string, string, (login: Login) => Promise<unknown>]>([
    [
      'logout',
      'token_revoked',
      ({ token }) => world.allows({ ...bearing(token, '/logout'), method: 'POST' }),
    ],
    [
      'a new password',
      'token_revoked',
      ({ id }) =>
        world.change('PATCH', `/admin/users/${id}`, { password: 'five blue kites climb' }),
    ],
    [
      'disabling the user',
      'user_disabled|token_revoked',
      ({ id }) => world.change('PATCH', `/admin/users/${id}`, { enabled: false }),
    ],
    [
      'removing the user',
      'token_revoked',
      ({ id }) => world.change('DELETE', `/admin/users/${id}`),
    ],
    [
      'reuse of its refresh token',
      'token_revoked',
      async ({ refreshToken }) => {
        const refresh = () =>
          world.server.call('POST', '/login/refresh', { body: { refresh_token: refreshToken } });
        expect((await refresh()).status).toBe(200);
        expect(await refresh()).toMatchObject({ status: 401, body: { code: 'token_revoked' } });
      },
    ],
  ])(
    'is refused on the very next call after %s, and so is its refresh token [J24]',
    async (_row, code, end) => {
      const login = await signIn();
      await end(login);
      await world.refuses(bearing(login.token), { status: 401, code });
      const { status } = await world.server.call('POST', '/login/refresh', {
        body: { refresh_token: login.refreshToken },
      });
      expect(status).toBe(401);
    },
  );

  it('has the new roles on the very next call, lost and gained [J24]', async () => {
    const { id, token } = await signIn({ roles: ['admin'] });
    await world.allows(bearing(token, '/admin/users'));
    await world.change('PATCH', `/admin/users/${id}`, { roles: ['editor'] });
    await world.refuses(bearing(token, '/admin/users'), { status: 403, code: 'role_required' });
    await world.change('PATCH', `/admin/users/${id}`, { roles: ['admin'] });
    await world.allows(bearing(token, '/admin/users'));
  });

  it('works on where another session of the same user ends', async () => {
    const { name, token } = await signIn();
    const second = await world.login(name, 'seven green boats sail');
    await world.allows({ ...bearing(token, '/logout'), method: 'POST' });
    await world.allows(bearing(second.token));
  });
});

describe('an access token that was good a moment ago', () => {
  type Client = Awaited<ReturnType<typeof clientCredentials>>;
  const pathOf = ({ appId, clientId }: Client): string =>
    `/admin/apps/${appId}/oauth-clients/${clientId}`;

  it.each<[string, string, (client: Client) => Promise<unknown>]>([
    [
      'disabling the client',
      'token_revoked',
      (client) => world.change('PATCH', pathOf(client), { enabled: false }),
    ],
    ['removing the client', 'token_revoked', (client) => world.change('DELETE', pathOf(client))],
    [
      'disabling its app',
      'app_disabled',
      ({ appId }) => world.change('PATCH', `/admin/apps/${appId}`, { enabled: false }),
    ],
    [
      'removing its app',
      'token_revoked',
      ({ appId }) => world.change('DELETE', `/admin/apps/${appId}`),
    ],
    [
      'its revocation',
      'token_revoked',
      async ({ token, clientId, clientSecret }) => {
        const body = new URLSearchParams({
          token,
          client_id: clientId,
          client_secret: clientSecret,
        });
        const response = await fetch(world.server.url('/oauth/revoke'), { method: 'POST', body });
        expect(response.status).toBe(200);
      },
    ],
  ])('is refused on the very next call after %s [J24]', async (_row, code, end) => {
    const client = await clientCredentials(world);
    await world.allows(bearing(client.token));
    await end(client);
    await world.refuses(bearing(client.token), { status: 401, code });
  });
});

describe('after a restart', () => {
  it('what was ended stays ended, and what was good is good [J24]', async () => {
    const ended = await signIn();
    const kept = await signIn();
    const [revoked, client] = [await clientCredentials(world), await clientCredentials(world)];
    const [dead, live] = [await world.createKey(), await world.createKey()];
    await world.allows({ ...bearing(ended.token, '/logout'), method: 'POST' });
    await world.change('DELETE', `/admin/apps/${revoked.appId}/oauth-clients/${revoked.clientId}`);
    await world.change('DELETE', `/admin/apps/${dead.appId}/api-keys/${dead.id}`);
    const env = {
      OSTIARY_PUBLIC_URL: world.publicUrl,
      OSTIARY_ADMIN_USERNAME: 'root',
      OSTIARY_ADMIN_PASSWORD: 'nine yellow carts roll',
    };
    await world.server.stop('SIGKILL');
    await world.close();

    world = await World.open({ directory, env });
    const statuses = await Promise.all(
      [ended.token, revoked.token, dead.key, kept.token, client.token, live.key].map(
        async (credential) => (await world.ask(bearing(credential))).status,
      ),
    );
    expect(statuses).toEqual([401, 401, 401, 200, 200, 200]);
  });
});
