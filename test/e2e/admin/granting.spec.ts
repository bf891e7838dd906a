import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestServer } from '../../harness/server.js';
import {
  type Administration,
  type Page,
  type Problem,
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

describe('a credential that administers', () => {
  const keysPath = () => `/admin/apps/${appId}/api-keys`;

  it('grants what it holds and nothing else, also by rotating or changing', async () => {
    const { key } = await createKey(world, ['admin:api-keys', 'read']);
    const create = (scopes: string[]) =>
      withKey<Problem>(server, key, 'POST', keysPath(), { name: 'x', scopes });
    expect((await create(['read'])).status).toBe(201);
    for (const scope of ['write', 'admin:users', 'admin:*']) {
      const answer = await create([scope]);
      expect({ status: answer.status, code: answer.body.code }).toEqual({
        status: 403,
        code: 'scope_not_grantable',
      });
    }
    const higher = await createKey(world, ['admin:users']);
    const path = `${keysPath()}/${higher.id}`;
    for (const answer of [
      await withKey(server, key, 'POST', `${path}/rotate`, {}),
      await withKey(server, key, 'PATCH', path, { ip_allowlist: null }),
      await withKey(server, key, 'PATCH', path, { scopes: [] }),
    ]) {
      expect(answer.body['code']).toBe('scope_not_grantable');
    }
    expect((await withKey(server, higher.key, 'GET', '/credential')).status).toBe(200);
    expect((await withKey(server, key, 'DELETE', path)).status).toBe(204);
  });

  it('grants scopes to access keys and OAuth clients by the same rule', async () => {
    const { key } = await createKey(world, ['admin:access-keys', 'admin:oauth-clients', 'read']);
    const base = `/admin/apps/${appId}`;
    const accessKey = (scopes: string[]) =>
      withKey(server, key, 'POST', `${base}/access-keys`, { name: 'x', scopes });
    expect((await accessKey(['read'])).status).toBe(201);
    expect((await accessKey(['write'])).body['code']).toBe('scope_not_grantable');
    const client = (scope: string) =>
      withKey(server, key, 'POST', `${base}/oauth-clients`, { client_name: 'x', scope });
    expect((await client('read')).status).toBe(201);
    expect((await client('read write')).body['code']).toBe('scope_not_grantable');

    const own = `${base}/oauth-clients/${String((await client('openid read')).body['client_id'])}`;
    expect((await withKey(server, key, 'PATCH', own, { scope: 'profile read' })).status).toBe(200);
    for (const scope of ['read write', 'admin:users', 'admin:*']) {
      const answer = await withKey(server, key, 'PATCH', own, { scope });
      expect(answer.body['code']).toBe('scope_not_grantable');
    }
    const held = await withKey(server, key, 'POST', `${base}/access-keys`, { name: 'x' });
    const pair = `${base}/access-keys/${String(held.body['id'])}`;
    expect((await withKey(server, key, 'PATCH', pair, { scopes: ['write'] })).body['code']).toBe(
      'scope_not_grantable',
    );

    const higher = await server.admin('POST', `${base}/oauth-clients`, {
      client_name: 'Higher',
      scope: 'write',
    });
    const path = `${base}/oauth-clients/${String(higher.body['client_id'])}`;
    expect((await withKey(server, key, 'POST', `${path}/secrets`, {})).body['code']).toBe(
      'scope_not_grantable',
    );
    const redirect = { redirect_uris: ['https://evil.example'] };
    expect((await withKey(server, key, 'PATCH', path, redirect)).body['code']).toBe(
      'scope_not_grantable',
    );
  });

  it('hands an app only to an owner who can then do no more with it than the credential can', async () => {
    const owner = await server.admin('POST', '/admin/users', { username: 'otto' });
    const handOver = { owner_id: owner.body['id'] };
    const path = `/admin/apps/${appId}`;
    await server.admin('PATCH', path, { allowed_scopes: ['write'] });
    const credentials = ['admin:api-keys', 'admin:access-keys', 'admin:oauth-clients'];
    for (const scopes of [
      ['admin:apps', 'write'],
      ['admin:apps', ...credentials],
    ]) {
      const { key } = await createKey(world, scopes);
      const answer = await withKey(server, key, 'PATCH', path, handOver);
      expect({ status: answer.status, code: answer.body['code'] }).toEqual({
        status: 403,
        code: 'scope_not_grantable',
      });
      expect((await withKey(server, key, 'PATCH', path, { owner_id: null })).status).toBe(200);
    }
    const { key } = await createKey(world, ['admin:apps', 'write', ...credentials]);
    expect((await withKey(server, key, 'PATCH', path, handOver)).status).toBe(200);
    expect((await withKey(server, key, 'PATCH', path, { name: 'Shop 2' })).status).toBe(200);
  });

  it('cannot make itself an administrator', async () => {
    const { key } = await createKey(world, ['admin:*']);
    const answers = [
      await withKey(server, key, 'POST', '/admin/users', { username: 'eve', roles: ['admin'] }),
    ];
    const eve = await withKey(server, key, 'POST', '/admin/users', { username: 'eve' });
    expect(eve.status).toBe(201);
    answers.push(
      await withKey(server, key, 'PATCH', `/admin/users/${String(eve.body['id'])}`, {
        roles: ['admin'],
      }),
    );
    const { body } = await server.admin<Page>('GET', '/admin/users');
    const root = body.data.find(({ username }) => username === server.adminUsername);
    const path = `/admin/users/${String(root?.['id'])}`;
    answers.push(
      await withKey(server, key, 'PATCH', path, { password: 'nine yellow carts roll' }),
      await withKey(server, key, 'DELETE', path),
    );
    for (const answer of answers) {
      expect({ status: answer.status, code: answer.body['code'] }).toEqual({
        status: 403,
        code: 'scope_not_grantable',
      });
    }
  });
});
