import { describe, expect, it } from 'vitest';
import { withDatabase } from '../../harness/state.js';
import { clientCredentials } from '../../harness/token-kinds.js';
import {
  ADMIN,
  allowsAtBothDoors,
  bearing,
  killAndRestart,
  letIn,
  refusesAtBothDoors,
  signIn,
  world,
} from './state-world.js';

describe('what was issued to a client until a time', () => {
  it('ends up to that time only, which is audited and never moves back', async () => {
    const { appId, clientId, token } = await letIn();
    const path = `/admin/apps/${appId}/oauth-clients/${clientId}/revoke-tokens`;
    const earlier = new Date(Date.now() - 3_600_000).toISOString();
    expect(await world.change('POST', path, { issued_before: earlier })).toEqual({
      not_before: earlier,
    });
    await allowsAtBothDoors(token);
    const { not_before: now } = await world.change('POST', path);
    await refusesAtBothDoors(token, 'token_revoked');
    expect(await world.change('POST', path, { issued_before: earlier })).toEqual({
      not_before: now,
    });
    const events = withDatabase(world.server, (connection) =>
      connection
        .prepare("SELECT * FROM audit_events WHERE action = 'oauth_client.revoke_tokens'")
        .all(),
    ) as { target_id: string; actor_kind: string }[];
    expect(events.filter(({ target_id: id }) => id === clientId)).toHaveLength(3);
    expect(events[0]?.actor_kind).toBe('login_token');
  });

  it.each([
    [{ issued_before: '2099-01-01T00:00:00Z' }, 400],
    [{ issued_before: 'yesterday' }, 400],
    [{ before: '2020-01-01T00:00:00Z' }, 400],
  ])('cannot be ended by %j, and nothing changes', async (body, status) => {
    const { appId, clientId, token } = await letIn();
    for (const path of [
      `/admin/apps/${appId}/oauth-clients/${clientId}/revoke-tokens`,
      '/admin/tokens/revoke',
    ]) {
      const answer = await world.unchanged(() => world.server.admin('POST', path, body));
      expect(answer.status).toBe(status);
    }
    await allowsAtBothDoors(token);
  });

  it('is nobody’s to end who does not administer', async () => {
    const { appId, clientId } = await letIn();
    const paths = [
      `/admin/apps/${appId}/oauth-clients/${clientId}/revoke-tokens`,
      '/admin/tokens/revoke',
      `/admin/users/${(await signIn()).id}/sign-out`,
    ];
    const [{ token }, { key }] = [
      await signIn(),
      await world.createKey({ scopes: ['admin:apps'] }),
    ];
    for (const target of paths) {
      const ask = { method: 'POST', target };
      const anonymous = { status: 401, code: 'credential_missing' };
      await world.refuses(ask, anonymous);
      await world.refuses(
        { ...bearing(token, target), ...ask },
        { status: 403, code: 'role_required' },
      );
      const answer = await world.unchanged(() =>
        world.ask({ ...ask, headers: [`X-API-Key: ${key}`] }),
      );
      expect(answer.status).toBe(403);
    }
    const elsewhere = `/admin/apps/${await world.createApp()}/oauth-clients/${clientId}`;
    const answer = await world.unchanged(() =>
      world.server.admin('POST', `${elsewhere}/revoke-tokens`),
    );
    expect(answer.status).toBe(404);
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
    const program = await letIn();
    const { appId, clientId } = program;
    await world.change('POST', `/admin/apps/${appId}/oauth-clients/${clientId}/revoke-tokens`);
    await killAndRestart();
    expect(await program.refresh()).toBe(400);
    await refusesAtBothDoors(program.token, 'token_revoked');
    const statuses = await Promise.all(
      [ended.token, revoked.token, dead.key, kept.token, client.token, live.key].map(
        async (credential) => (await world.ask(bearing(credential))).status,
      ),
    );
    expect(statuses).toEqual([401, 401, 401, 200, 200, 200]);
  });

  it('everything that was issued before all was ended is dead, for everybody [J24]', async () => {
    const [login, program, robot] = [await signIn(), await letIn(), await clientCredentials(world)];
    const admin = await world.server.loginAsAdmin();
    const { key } = await world.createKey();
    const tokens = [login.token, program.token, robot.token];
    for (const token of tokens) await allowsAtBothDoors(token);
    const answer = await world.change('POST', '/admin/tokens/revoke');
    expect(answer).toEqual({ not_before: expect.stringMatching(/Z$/) });

    const expectDead = async (): Promise<void> => {
      for (const token of [...tokens, admin]) await refusesAtBothDoors(token, 'token_revoked');
      expect(await program.refresh()).toBe(400);
      const { status } = await world.server.call('POST', '/login/refresh', {
        body: { refresh_token: login.refreshToken },
      });
      expect(status).toBe(401);
      await allowsAtBothDoors(key);
    };
    await expectDead();
    await killAndRestart();
    await expectDead();
    const fresh = await world.login('root', ADMIN.OSTIARY_ADMIN_PASSWORD);
    await allowsAtBothDoors(fresh.token);
  });
});
