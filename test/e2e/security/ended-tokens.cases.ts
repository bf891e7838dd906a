import { describe, expect, it } from 'vitest';
import { clientCredentials } from '../../harness/token-kinds.js';
import {
  allowsAtBothDoors,
  bearing,
  letIn,
  type Program,
  refusesAtBothDoors,
  signIn,
  world,
} from './state-world.js';

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
      'its sessions’ end by an administrator',
      'token_revoked',
      ({ id }) => world.change('POST', `/admin/users/${id}/sign-out`),
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
      await allowsAtBothDoors(login.token);
      await end(login);
      await refusesAtBothDoors(login.token, code);
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
      'the end of what was issued to the client until now',
      'token_revoked',
      (client) => world.change('POST', `${pathOf(client)}/revoke-tokens`),
    ],
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
    await allowsAtBothDoors(client.token);
    await end(client);
    await refusesAtBothDoors(client.token, code);
  });
});

describe('an access token of a user that was good a moment ago', () => {
  it.each<[string, string, (program: Program) => Promise<unknown>]>([
    [
      'a new password',
      'token_revoked',
      ({ userId }) =>
        world.change('PATCH', `/admin/users/${userId}`, { password: 'five blue kites climb' }),
    ],
    [
      'disabling the user',
      'user_disabled|token_revoked',
      ({ userId }) => world.change('PATCH', `/admin/users/${userId}`, { enabled: false }),
    ],
    [
      'removing the user',
      'token_revoked',
      ({ userId }) => world.change('DELETE', `/admin/users/${userId}`),
    ],
    [
      'the end of the user’s sessions by an administrator',
      'token_revoked',
      ({ userId }) => world.change('POST', `/admin/users/${userId}/sign-out`),
    ],
    [
      'the end of what was issued to the client until now',
      'token_revoked',
      ({ appId, clientId }) =>
        world.change('POST', `/admin/apps/${appId}/oauth-clients/${clientId}/revoke-tokens`, {}),
    ],
  ])(
    'J24: is refused on the very next call after %s, and so is its refresh token',
    async (_row, code, end) => {
      const program = await letIn();
      await allowsAtBothDoors(program.token);
      await end(program);
      await refusesAtBothDoors(program.token, code);
      expect(await program.refresh()).toBe(400);
    },
  );

  it('J24: opens the administration as long as its user is an administrator', async () => {
    const { userId, token } = await letIn({ roles: ['admin'] }, 'admin:users');
    await world.allows(bearing(token, '/admin/users'));
    await world.change('PATCH', `/admin/users/${userId}`, { roles: [] });
    await world.refuses(bearing(token, '/admin/users'), { status: 403, code: 'role_required' });
    await world.change('PATCH', `/admin/users/${userId}`, { roles: ['admin'] });
    await world.allows(bearing(token, '/admin/users'));
  });
});
