import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestServer } from '../../harness/server.js';
import { auditOf, type Page } from '../admin/fixture.js';
import {
  allowClient,
  bearer,
  newOwner,
  type Owner,
  ownApp,
  saidBy,
  startAccounts,
} from './fixture.js';

const NOBODYS_APP = 'app_00000000000000000000000000';

let server: TestServer;
let owner: Owner;
let stranger: Owner;
let appId: string;

beforeAll(async () => {
  server = await startAccounts();
  owner = await newOwner(server);
  stranger = await newOwner(server);
  appId = await ownApp(owner);
  await server.admin('PATCH', `/admin/apps/${appId}`, { allowed_scopes: ['read', 'write'] });
});
afterAll(() => server.stop());

const CLIENT = {
  client_name: 'Workshop',
  redirect_uris: ['https://workshop.example/callback'],
  grant_types: ['authorization_code', 'refresh_token'],
  scope: 'openid profile whatever:users:allow',
};
const MACHINE = { client_name: 'Night job', grant_types: ['client_credentials'] };

/** What belongs to an app: where, what makes one, and what its id is called. */
const KINDS = [
  ['api-keys', { name: 'Key', scopes: ['read'] }, 'id'],
  ['access-keys', { name: 'Pair', scopes: ['read'] }, 'id'],
  ['oauth-clients', CLIENT, 'client_id'],
] as const;

describe('the apps of an owner', () => {
  it('are created, shown, changed and removed by the owner', async () => {
    const created = await owner.call('POST', '/account/apps', { name: 'Loom', description: 'Old' });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      name: 'Loom',
      owner_id: owner.id,
      allowed_scopes: [],
      enabled: true,
    });
    const path = `/account/apps/${String(created.body['id'])}`;
    expect((await owner.call('GET', path)).body).toEqual(created.body);
    const changed = await owner.call('PATCH', path, { description: null });
    expect(changed.body).toMatchObject({ name: 'Loom', description: null });
    const list = await owner.call<Page>('GET', '/account/apps');
    expect(list.body.data.map(({ owner_id }) => owner_id)).toEqual([owner.id, owner.id]);
    expect((await owner.call('DELETE', path)).status).toBe(204);
    expect((await owner.call('GET', path)).status).toBe(404);
    const audit = auditOf(server, String(created.body['id']));
    expect(audit.map(({ action }) => action)).toEqual(['app.create', 'app.update', 'app.delete']);
    expect(audit.every(({ text }) => text.includes(owner.id))).toBe(true);
  });

  it('have neither owner, scopes nor state that the owner could set', async () => {
    for (const member of [
      { owner_id: stranger.id },
      { allowed_scopes: ['read'] },
      { enabled: true },
    ]) {
      const answer = await owner.call('PATCH', `/account/apps/${appId}`, member);
      expect(answer.status).toBe(400);
    }
    await server.admin('PATCH', `/admin/apps/${appId}`, { enabled: false });
    const shown = await owner.call('GET', `/account/apps/${appId}`);
    expect(shown.body).toMatchObject({ enabled: false, owner_id: owner.id });
    await server.admin('PATCH', `/admin/apps/${appId}`, { enabled: true });
  });

  it('are to everybody else as if they were not there', async () => {
    for (const [method, body] of [
      ['GET', undefined],
      ['PATCH', { name: 'Mine now' }],
      ['DELETE', undefined],
    ] as const) {
      const others = await stranger.call(method, `/account/apps/${appId}`, body);
      const missing = await stranger.call(method, `/account/apps/${NOBODYS_APP}`, body);
      expect(others.status).toBe(404);
      expect(saidBy(others)).toEqual(saidBy(missing));
    }
    expect((await stranger.call<Page>('GET', '/account/apps')).body.data).toEqual([]);
  });
});

describe.each(KINDS)('the %s of an own app', (kind, request, idName) => {
  const path = () => `/account/apps/${appId}/${kind}`;
  const create = async () => {
    const created = await owner.call('POST', path(), request);
    expect(created.status).toBe(201);
    return String(created.body[idName]);
  };

  it('are created, shown, listed, changed and removed by the owner', async () => {
    const one = `${path()}/${await create()}`;
    const shown = await owner.call('GET', one);
    expect(shown.status).toBe(200);
    expect(JSON.stringify(shown.body)).not.toMatch(/client_secret"|"sk"|"key"/);
    const list = await owner.call<Page>('GET', path());
    expect(list.body.data.map((each) => each[idName])).toContain(shown.body[idName]);
    const name = kind === 'oauth-clients' ? 'client_name' : 'name';
    const changed = await owner.call('PATCH', one, { [name]: 'Renamed' });
    expect([changed.status, changed.body[name]]).toEqual([200, 'Renamed']);
    expect((await owner.call('DELETE', one)).status).toBe(204);
  });

  it('refuse what is wrong, without a credential, and with a key', async () => {
    const wrong = await owner.call('POST', path(), { ...request, colour: 'red' });
    expect([wrong.status, wrong.body['code']]).toEqual([400, 'invalid_request']);
    const anonymous = await server.call('GET', path());
    expect([anonymous.status, anonymous.body['code']]).toEqual([401, 'credential_missing']);
    const key = await server.admin('POST', `/admin/apps/${appId}/api-keys`, {
      name: 'All',
      scopes: ['admin:*', `account:${kind}`],
    });
    const headers = { 'x-api-key': String(key.body['key']) };
    const withKey = await server.call('GET', path(), { headers });
    expect([withKey.status, withKey.body['code']]).toEqual([401, 'credential_kind_not_accepted']);
  });

  it('are to everybody else as if they were not there', async () => {
    const id = await create();
    const strangersApp = await ownApp(stranger);
    const attempts: [string, string, unknown][] = [
      ['POST', '', request],
      ['GET', '', undefined],
      ['GET', `/${id}`, undefined],
      ['PATCH', `/${id}`, {}],
      ['DELETE', `/${id}`, undefined],
      ...(kind === 'oauth-clients'
        ? ([
            ['GET', `/${id}/secrets`, undefined],
            ['POST', `/${id}/secrets`, {}],
            ['POST', `/${id}/revoke-tokens`, {}],
          ] as [string, string, unknown][])
        : ([['POST', `/${id}/rotate`, {}]] as [string, string, unknown][])),
    ];
    for (const [method, rest, body] of attempts) {
      const missing = await stranger.call(
        method,
        `/account/apps/${NOBODYS_APP}/${kind}${rest}`,
        body,
      );
      expect(missing.status).toBe(404);
      const others = await stranger.call(method, `${path()}${rest}`, body);
      expect([method, rest, saidBy(others)]).toEqual([method, rest, saidBy(missing)]);
      if (!rest.startsWith('/')) continue;
      const elsewhere = `/account/apps/${strangersApp}/${kind}${rest}`;
      const below = await stranger.call(method, elsewhere, body);
      expect([method, rest, saidBy(below)]).toEqual([method, rest, saidBy(missing)]);
    }
    expect((await owner.call('GET', `${path()}/${id}`)).status).toBe(200);
  });

  it('open to an access token with the scope, and to no other', async () => {
    const { accessToken } = await allowClient(server, owner.username, `account:${kind}`);
    const get = (token: string) => server.call('GET', path(), { headers: bearer(token) });
    expect((await get(accessToken)).status).toBe(200);
    const other = await allowClient(server, owner.username, 'account:profile');
    const refused = await get(other.accessToken);
    expect([refused.status, refused.body['code']]).toEqual([403, 'insufficient_scope']);
    const strangers = await allowClient(server, stranger.username, `account:${kind}`);
    expect((await get(strangers.accessToken)).status).toBe(404);
  });
});

describe('what an owner may give', () => {
  const refused = async (kind: string, body: object) => {
    const answer = await owner.call('POST', `/account/apps/${appId}/${kind}`, body);
    expect([answer.status, answer.body['code']]).toEqual([403, 'scope_not_grantable']);
    return answer.body['missing_scopes'];
  };

  it('are the scopes that an administrator allowed the app, to keys and machines', async () => {
    const scopes = ['read', 'delete'];
    expect(await refused('api-keys', { name: 'Key', scopes })).toEqual(['delete']);
    expect(await refused('access-keys', { name: 'Pair', scopes })).toEqual(['delete']);
    expect(await refused('oauth-clients', { ...MACHINE, scope: 'read delete' })).toEqual([
      'delete',
    ]);
    const both = { ...CLIENT, grant_types: [...CLIENT.grant_types, 'client_credentials'] };
    expect(await refused('oauth-clients', both)).toEqual(['whatever:users:allow']);
    const path = `/account/apps/${appId}/oauth-clients`;
    const narrowed = await owner.call('POST', path, { ...both, machine_scope: 'read' });
    expect(narrowed.status).toBe(201);
    const machine = await owner.call('POST', path, { ...MACHINE, scope: 'read write' });
    expect(machine.status).toBe(201);
  });

  it('are never scopes of the administration, whatever the app has', async () => {
    const answer = await server.admin('PATCH', `/admin/apps/${appId}`, {
      allowed_scopes: ['admin:users'],
    });
    expect(answer.status).toBe(400);
    const scopes = ['admin:users'];
    expect(await refused('api-keys', { name: 'Key', scopes })).toEqual(scopes);
    expect(await refused('access-keys', { name: 'Pair', scopes: ['admin:*'] })).toEqual([
      'admin:*',
    ]);
    const lure = { ...CLIENT, scope: 'openid admin:users' };
    expect(await refused('oauth-clients', lure)).toEqual(scopes);
    await refused('oauth-clients', { ...CLIENT, introspection: 'any' });
  });

  it('is not what an administrator has put there: the owner cannot take it in hand', async () => {
    const created = await server.admin('POST', `/admin/apps/${appId}/api-keys`, {
      name: 'Administration',
      scopes: ['admin:users'],
    });
    const path = `/account/apps/${appId}/api-keys/${String(created.body['id'])}`;
    for (const [method, rest, body] of [
      ['POST', '/rotate', {}],
      ['PATCH', '', { name: 'Mine' }],
    ] as const) {
      const answer = await owner.call(method, `${path}${rest}`, body);
      expect([answer.status, answer.body['code']]).toEqual([403, 'scope_not_grantable']);
    }
    expect((await owner.call('DELETE', path)).status).toBe(204);
  });

  it('may be a limit, which lifts no other', async () => {
    const path = `/account/apps/${appId}/api-keys`;
    const rate_limit = { limit: 1_000_000, window_seconds: 1 };
    const { body: key } = await server.admin('POST', `/admin/apps/${appId}/api-keys`, {
      name: 'Slow',
      scopes: ['read'],
      rate_limit: { limit: 1, window_seconds: 60 },
    });
    const own = `${path}/${String(key['id'])}`;
    const byAdmin = { set_by: 'admin', rate_limits: [{ limit: 1, window_seconds: 60 }] };
    for (const lifted of [rate_limit, null]) {
      const { status, body } = await owner.call('PATCH', own, { rate_limit: lifted });
      expect(status).toBe(200);
      expect(body).toMatchObject({ rate_limit: lifted, further_limits: byAdmin });
    }
    await owner.call('PATCH', own, { rate_limit });
    const seen = await server.admin('GET', `/admin/apps/${appId}/api-keys/${String(key['id'])}`);
    expect(seen.body).toMatchObject({
      rate_limit: { limit: 1, window_seconds: 60 },
      further_limits: { set_by: 'owner', rate_limits: [rate_limit], quota: null },
    });
    const call = () =>
      server.call('GET', '/credential', { headers: { 'x-api-key': String(key['key']) } });
    const first = await call();
    expect([first.status, first.headers.get('ratelimit-policy')]).toEqual([
      200,
      '"credential";q=1;w=60, "owner";q=1000000;w=1',
    ]);
    expect((await call()).status).toBe(429);
  });

  it('are scopes of the app as they are now', async () => {
    const path = `/account/apps/${appId}/api-keys`;
    const { body } = await owner.call('POST', path, { name: 'Key', scopes: ['write'] });
    await server.admin('PATCH', `/admin/apps/${appId}`, { allowed_scopes: ['read'] });
    const rotated = await owner.call('POST', `${path}/${String(body['id'])}/rotate`);
    expect([rotated.status, rotated.body['code']]).toEqual([403, 'scope_not_grantable']);
  });
});

describe('an access token of a client itself', () => {
  it('speaks for no person, whatever its scopes', async () => {
    const created = await server.admin('POST', `/admin/apps/${appId}/oauth-clients`, {
      ...MACHINE,
      scope: 'account:apps',
    });
    const response = await fetch(server.url('/oauth/token'), {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: String(created.body['client_id']),
        client_secret: String(created.body['client_secret']),
      }),
    });
    const { access_token = '' } = (await response.json()) as Record<string, string>;
    const answer = await server.call('GET', '/account/apps', { headers: bearer(access_token) });
    expect([answer.status, answer.body['code']]).toEqual([403, 'insufficient_scope']);
  });
});
