import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestServer } from '../../harness/server.js';
import {
  type Administration,
  auditOf,
  createKey,
  startAdministration,
  withKey,
} from './fixture.js';

let world: Administration;
let server: TestServer;
let appId: string;

beforeAll(async () => {
  world = await startAdministration();
  ({ server, appId } = world);
});
afterAll(() => server.stop());

describe('API keys', () => {
  it('work from their creation to their revocation, and are shown once', async () => {
    const path = `/admin/apps/${appId}/api-keys`;
    const created = await server.admin('POST', path, {
      name: 'Back end',
      scopes: ['read'],
      environment: 'test',
      expires_at: '2031-01-01T01:00:00+01:00',
      ip_allowlist: ['127.0.0.1'],
      rate_limit: { limit: 100, window_seconds: 60 },
    });
    expect(created.status).toBe(201);
    const { key, ...shown } = created.body;
    expect(key).toMatch(/^ost_test_[0-9A-Za-z]{49}$/);
    expect(shown).toMatchObject({
      app_id: appId,
      environment: 'test',
      expires_at: '2031-01-01T00:00:00.000Z',
      ip_allowlist: ['127.0.0.1/32'],
      origin_allowlist: null,
      rate_limit: { limit: 100, window_seconds: 60 },
      revoked_at: null,
    });
    const own = `${path}/${String(shown['id'])}`;
    expect((await server.admin('GET', own)).body).toEqual(shown);
    expect((await withKey(server, String(key), 'GET', '/credential')).status).toBe(200);

    const rotated = await server.admin('POST', `${own}/rotate`, { overlap_seconds: 3600 });
    expect(rotated.status).toBe(200);
    expect(rotated.body['id']).toBe(shown['id']);
    expect((await withKey(server, String(key), 'GET', '/credential')).status).toBe(200);
    expect((await withKey(server, String(rotated.body['key']), 'GET', '/credential')).status).toBe(
      200,
    );

    expect((await server.admin('POST', `${own}/rotate`)).status).toBe(200);
    expect((await withKey(server, String(key), 'GET', '/credential')).body['code']).toBe(
      'api_key_revoked',
    );

    expect((await server.admin('DELETE', own)).status).toBe(204);
    expect((await server.admin('DELETE', own)).status).toBe(204);
    const after = await withKey(server, String(rotated.body['key']), 'GET', '/credential');
    expect({ status: after.status, code: after.body['code'] }).toEqual({
      status: 401,
      code: 'api_key_revoked',
    });
    expect((await server.admin('PATCH', own, { enabled: true })).status).toBe(409);
    expect((await server.admin('GET', own)).body).toMatchObject({
      enabled: false,
      disabled_at: null,
      revoked_at: expect.stringMatching(/Z$/) as string,
      secrets: [],
    });
    expect(auditOf(server, String(shown['id'])).map(({ action }) => action)).toEqual([
      'api_key.create',
      'api_key.rotate',
      'api_key.rotate',
      'api_key.revoke',
    ]);
  });

  it('obey a change on the next call', async () => {
    const { id, key } = await createKey(world, ['read']);
    const path = `/admin/apps/${appId}/api-keys/${id}`;
    const call = async () => (await withKey(server, key, 'GET', '/credential')).body['code'];
    expect(await call()).toBeUndefined();
    await server.admin('PATCH', path, { ip_allowlist: ['203.0.113.0/24'] });
    expect(await call()).toBe('ip_not_allowed');
    await server.admin('PATCH', path, { ip_allowlist: null, origin_allowlist: ['https://a.test'] });
    expect(await call()).toBe('origin_not_allowed');
    await server.admin('PATCH', path, { origin_allowlist: null, enabled: false });
    expect(await call()).toBe('api_key_revoked');
    await server.admin('PATCH', path, { enabled: true });
    expect(await call()).toBeUndefined();
    await server.admin('PATCH', `/admin/apps/${appId}`, { enabled: false });
    expect(await call()).toBe('app_disabled');
    await server.admin('PATCH', `/admin/apps/${appId}`, { enabled: true });
    expect(await call()).toBeUndefined();
  });

  it('are not there through another app', async () => {
    const { id } = await createKey(world, []);
    const other = await server.admin('POST', '/admin/apps', { name: 'Other' });
    const path = `/admin/apps/${String(other.body['id'])}/api-keys/${id}`;
    for (const [method, suffix] of [
      ['GET', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/rotate'],
    ] as const) {
      const body = method === 'GET' || method === 'DELETE' ? undefined : {};
      expect((await server.admin(method, path + suffix, body)).status).toBe(404);
    }
  });
});
