import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestServer } from '../../harness/server.js';
import { type Page, type Problem, auditOf, startAdministration } from './fixture.js';

let server: TestServer;
let appId: string;

beforeAll(async () => {
  ({ server, appId } = await startAdministration());
});
afterAll(() => server.stop());

describe('access keys', () => {
  it('are created, shown without their SK, rotated and revoked', async () => {
    const path = `/admin/apps/${appId}/access-keys`;
    const created = await server.admin('POST', path, { name: 'Hub' });
    expect(created.status).toBe(201);
    const { sk, ...shown } = created.body;
    expect(sk).toMatch(/^sk_[0-9A-Za-z]{49}$/);
    expect(shown).toMatchObject({
      ak: expect.stringMatching(/^ak_[0-9A-Za-z]{22}$/) as string,
      token_types: ['app_token', 'person_token'],
      assertable_roles: null,
      scopes: [],
      enabled: true,
    });
    const own = `${path}/${String(shown['id'])}`;
    expect((await server.admin('GET', own)).body).toEqual(shown);
    const { body: list } = await server.admin<Page>('GET', path);
    expect(JSON.stringify(list)).not.toContain(String(sk));
    const rotated = await server.admin('POST', `${own}/rotate`, { overlap_seconds: 60 });
    expect(rotated.body).toMatchObject({ id: shown['id'], ak: shown['ak'] });
    expect(rotated.body['sk']).not.toBe(sk);
    for (const overlap_seconds of [-1, 1.5, 2_592_001, '60']) {
      expect((await server.admin('POST', `${own}/rotate`, { overlap_seconds })).status).toBe(400);
    }
    const changes = { token_types: ['app_token'], assertable_roles: ['reader'], name: 'New' };
    expect((await server.admin('PATCH', own, changes)).body).toMatchObject(changes);
    expect((await server.admin('DELETE', own)).status).toBe(204);
    expect((await server.admin('GET', own)).body).toMatchObject({
      enabled: false,
      disabled_at: null,
      revoked_at: expect.stringMatching(/Z$/) as string,
      secrets: [],
    });
  });
});

describe('OAuth clients', () => {
  it('are registered with RFC 7591 names and may have several secrets', async () => {
    const path = `/admin/apps/${appId}/oauth-clients`;
    const created = await server.admin('POST', path, {
      client_name: 'Reports',
      redirect_uris: ['https://reports.example/callback'],
      grant_types: ['authorization_code', 'refresh_token'],
      scope: 'openid read',
      token_endpoint_auth_method: 'client_secret_basic',
    });
    expect(created.status).toBe(201);
    const { client_secret, client_secret_expires_at, ...shown } = created.body;
    expect(client_secret).toEqual(expect.any(String));
    expect(client_secret_expires_at).toBe(0);
    expect(shown).toMatchObject({
      client_id: expect.stringMatching(/^cli_/) as string,
      response_types: ['code'],
      scope: 'openid read',
      app_id: appId,
    });
    const own = `${path}/${String(shown['client_id'])}`;
    expect((await server.admin('GET', own)).body).toEqual(shown);

    const added = await server.admin('POST', `${own}/secrets`, {
      expires_at: '2031-01-01T00:00:00Z',
    });
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({ expires_at: '2031-01-01T00:00:00.000Z' });
    const { body: secrets } = await server.admin<Page>('GET', `${own}/secrets`);
    expect(secrets.data).toHaveLength(2);
    expect(JSON.stringify(secrets)).not.toContain(String(client_secret));
    const secret = `${own}/secrets/${String(added.body['id'])}`;
    expect((await server.admin('DELETE', secret)).status).toBe(204);
    expect((await server.admin('DELETE', secret)).status).toBe(404);

    const changed = await server.admin('PATCH', own, { client_name: 'New', enabled: false });
    expect(changed.body).toMatchObject({
      client_name: 'New',
      enabled: false,
      scope: 'openid read',
    });
    expect((await server.admin('DELETE', own)).status).toBe(204);
    expect((await server.admin('GET', own)).status).toBe(404);
  });

  it('that are public have no secret', async () => {
    const { body } = await server.admin('POST', `/admin/apps/${appId}/oauth-clients`, {
      client_name: 'Phone',
      redirect_uris: ['http://127.0.0.1/callback'],
      token_endpoint_auth_method: 'none',
    });
    expect(body).not.toHaveProperty('client_secret');
    const path = `/admin/apps/${appId}/oauth-clients/${String(body['client_id'])}/secrets`;
    expect((await server.admin('POST', path)).status).toBe(409);
  });
});

describe('protected APIs', () => {
  it('are created, shown, changed and removed', async () => {
    const members = {
      name: 'Owners',
      audience: 'https://owners.example',
      path_prefix: '/owners',
      upstream: 'http://127.0.0.1:9',
      scopes: [{ name: 'owners:read', description: 'See owners' }],
      accept: ['access_token'],
      query_key: false,
      rate_limit: { limit: 10, window_seconds: 60 },
      routes: [{ methods: ['GET'], path: '/**', scopes: ['owners:read'] }],
    };
    const created = await server.admin('POST', '/admin/apis', members);
    expect(created).toMatchObject({ status: 201, body: { ...members, anonymous: null } });
    const own = `/admin/apis/${String(created.body['id'])}`;
    expect((await server.admin('GET', own)).body).toEqual(created.body);
    const changes = { anonymous: { limit: 5, window_seconds: 60 }, rate_limit: null };
    expect((await server.admin('PATCH', own, changes)).body).toMatchObject({
      ...changes,
      name: 'Owners',
    });
    const reserved = { scopes: [{ name: 'admin:users' }] };
    expect((await server.admin<Problem>('PATCH', own, reserved)).body).toMatchObject({
      status: 400,
      errors: [{ pointer: '#/scopes/0/name' }],
    });
    const again = await server.admin('POST', '/admin/apis', { name: 'x', path_prefix: '/owners' });
    expect(again.status).toBe(409);
    expect((await server.admin('DELETE', own)).status).toBe(204);
    expect((await server.admin('GET', own)).status).toBe(404);
    expect(auditOf(server, String(created.body['id'])).map(({ action }) => action)).toEqual([
      'protected_api.create',
      'protected_api.update',
      'protected_api.delete',
    ]);
  });
});
