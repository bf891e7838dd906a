import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestServer } from '../../harness/server.js';
import { auditOf, type Page } from '../admin/fixture.js';
import {
  allowClient,
  bearer,
  newOwner,
  type Owner,
  refreshStatus,
  saidBy,
  startAccounts,
  verdictOn,
} from './fixture.js';

const PATH = '/account/authorized-apps';

let server: TestServer;

beforeAll(async () => {
  server = await startAccounts();
});
afterAll(() => server.stop());

const appsOf = async (owner: Owner) => {
  const { status, body } = await owner.call<Page>('GET', PATH);
  expect(status).toBe(200);
  return body.data;
};

describe('the apps that a person has let in', () => {
  it('are listed with who they are, what they may, since when and when last', async () => {
    const owner = await newOwner(server);
    expect(await appsOf(owner)).toEqual([]);
    const app = await allowClient(server, owner.username, 'openid profile account:profile');
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string;
    expect(await appsOf(owner)).toEqual([
      {
        client_id: app.clientId,
        client_name: 'Tide tables',
        app_name: 'Let in',
        owner_name: null,
        allowed: [
          { resource: null, scopes: ['openid', 'profile'] },
          {
            resource: `http://localhost:${server.port}`,
            scopes: ['openid', 'profile', 'account:profile'],
          },
        ],
        claims: [],
        allowed_at: time,
        last_used_at: time,
      },
    ]);
  });

  it('lose everything at once when it is taken back, and have to ask anew', async () => {
    const owner = await newOwner(server);
    const app = await allowClient(server, owner.username, 'openid offline_access');
    const kept = await allowClient(server, owner.username, 'openid profile', null, app.person);
    expect(await verdictOn(server, app.accessToken)).toBe('allowed');
    const taken = await owner.call('DELETE', `${PATH}/${app.clientId}`);
    expect(taken.status).toBe(204);
    expect(await verdictOn(server, app.accessToken)).toBe('token_revoked');
    expect(await refreshStatus(server, app)).toBe(400);
    expect(await verdictOn(server, kept.accessToken)).toBe('allowed');
    expect((await appsOf(owner)).map(({ client_id }) => client_id)).toEqual([kept.clientId]);

    const answered = app.person.answered.length;
    const client = { client_id: app.clientId, client_secret: app.clientSecret };
    await allowClient(server, owner.username, 'openid', client, app.person);
    expect(app.person.answered.slice(answered)).toEqual(['consent']);
    expect(auditOf(server, owner.id).map(({ action }) => action)).toContain('oauth_consent.revoke');
  });

  it('are nobody else’s to see or to end', async () => {
    const owner = await newOwner(server);
    const stranger = await newOwner(server);
    const app = await allowClient(server, owner.username, 'openid');
    expect(await appsOf(stranger)).toEqual([]);
    const others = await stranger.call('DELETE', `${PATH}/${app.clientId}`);
    const missing = await stranger.call('DELETE', `${PATH}/cli_00000000000000000000000000`);
    expect(others.status).toBe(404);
    expect(saidBy(others)).toEqual(saidBy(missing));
    expect((await stranger.call('DELETE', `${PATH}/nothing`)).status).toBe(404);
    expect((await server.call('GET', PATH)).status).toBe(401);
    expect(await verdictOn(server, app.accessToken)).toBe('allowed');
    const refused = await server.call('GET', PATH, { headers: bearer(app.accessToken) });
    expect([refused.status, refused.body['code']]).toEqual([403, 'insufficient_scope']);
  });
});
