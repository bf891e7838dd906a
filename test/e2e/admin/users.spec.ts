import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestServer } from '../../harness/server.js';
import { type Page, type Problem, auditOf, startAdministration } from './fixture.js';

let server: TestServer;

beforeAll(async () => {
  ({ server } = await startAdministration());
});
afterAll(() => server.stop());

describe('users', () => {
  const password = 'seven green boats sail';

  it('are created, shown, changed and removed', async () => {
    const created = await server.admin('POST', '/admin/users', {
      username: 'Olga',
      password,
      roles: ['editor'],
      groups: ['staff'],
    });
    expect(created.status).toBe(201);
    expect(created.headers.get('cache-control')).toContain('no-store');
    const path = `/admin/users/${String(created.body['id'])}`;
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;
    expect(created.body).toEqual({
      id: expect.stringMatching(/^usr_/) as string,
      username: 'Olga',
      roles: ['editor'],
      groups: ['staff'],
      claims: {},
      has_password: true,
      enabled: true,
      disabled_at: null,
      created_at: time,
      updated_at: time,
    });
    expect((await server.admin('GET', path)).body).toEqual(created.body);
    const changed = await server.admin('PATCH', path, { groups: [], enabled: false });
    expect(changed.body).toMatchObject({ groups: [], enabled: false, disabled_at: time });
    expect((await server.admin('DELETE', path)).status).toBe(204);
    expect((await server.admin('GET', path)).status).toBe(404);
  });

  it('are found by a part of their name, by a role and by whether they are disabled', async () => {
    for (const [username, roles] of [
      ['Petra_1', ['auditor']],
      ['petraX1', ['auditor2']],
    ] as const) {
      expect((await server.admin('POST', '/admin/users', { username, roles })).status).toBe(201);
    }
    const found = async (query: string): Promise<string[]> => {
      const { status, body } = await server.admin<Page>('GET', `/admin/users?${query}`);
      expect(status).toBe(200);
      return body.data.map((user) => String(user['username'])).sort();
    };
    expect(await found('q=PETRA')).toEqual(['Petra_1', 'petraX1']);
    expect(await found('q=a_1')).toEqual(['Petra_1']);
    expect(await found('q=%25')).toEqual([]);
    expect(await found('role=auditor')).toEqual(['Petra_1']);
    const { body } = await server.admin<Page>('GET', '/admin/users?q=petrax');
    await server.admin('PATCH', `/admin/users/${String(body.data[0]?.['id'])}`, { enabled: false });
    expect(await found('q=petra&enabled=false')).toEqual(['petraX1']);
    expect(await found('q=petra&enabled=true')).toEqual(['Petra_1']);
    expect((await server.admin('GET', '/admin/users?role=%20')).status).toBe(400);
  });

  it('have the standard claims of OpenID Connect, each of which can be changed and removed', async () => {
    const claims = {
      name: 'Nadia Haddad',
      email: 'nadia@example.com',
      email_verified: true,
      address: { locality: 'Leith', country: 'United Kingdom' },
    };
    const created = await server.admin('POST', '/admin/users', { username: 'nadia', claims });
    expect(created.body['claims']).toEqual(claims);
    const id = String(created.body['id']);
    const change = { email: 'n@example.net', name: null, birthdate: '0000-02-29' };
    const changed = await server.admin('PATCH', `/admin/users/${id}`, { claims: change });
    expect(changed.body['claims']).toEqual({
      email: 'n@example.net',
      address: claims.address,
      birthdate: '0000-02-29',
    });
    const audit = auditOf(server, id);
    expect(audit.map(({ action }) => action)).toEqual(['user.create', 'user.update']);
    for (const { text } of audit) expect(text).not.toMatch(/nadia@|Haddad|Leith/);
  });

  it('say where a claim is wrong, and are not changed then', async () => {
    const { body } = await server.admin('POST', '/admin/users', { username: 'tove' });
    const path = `/admin/users/${String(body['id'])}`;
    const answer = await server.admin<Problem>('PATCH', path, {
      claims: { birthdate: '1984-02-30', website: 'ftp://example.com', shoe_size: '38' },
    });
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.map(({ pointer }) => pointer).sort()).toEqual([
      '#/claims/birthdate',
      '#/claims/shoe_size',
      '#/claims/website',
    ]);
    const verified = await server.admin<Problem>('PATCH', path, {
      claims: { email_verified: true },
    });
    expect([verified.status, verified.body.errors?.[0]?.pointer]).toEqual([
      400,
      '#/claims/email_verified',
    ]);
    expect((await server.admin('GET', path)).body['claims']).toEqual({});
  });

  it('have names that are unique in every spelling', async () => {
    expect((await server.admin('POST', '/admin/users', { username: 'josé' })).status).toBe(201);
    for (const username of ['JOSÉ', 'jose\u0301', 'ｊｏｓé']) {
      const answer = await server.admin<Problem>('POST', '/admin/users', { username });
      expect({ status: answer.status, code: answer.body.code }).toEqual({
        status: 409,
        code: 'conflict',
      });
    }
  });

  it('lose their sessions with a new password', async () => {
    const { body } = await server.admin('POST', '/admin/users', { username: 'vera', password });
    const credentials = { username: 'vera', password };
    const login = await server.call('POST', '/login', { body: credentials });
    const headers = { authorization: `Bearer ${String(login.body['access_token'])}` };
    expect((await server.call('GET', '/credential', { headers })).status).toBe(200);
    const changes = { password: 'nine yellow carts roll' };
    await server.admin('PATCH', `/admin/users/${String(body['id'])}`, changes);
    const after = await server.call('GET', '/credential', { headers });
    expect({ status: after.status, code: after.body['code'] }).toEqual({
      status: 401,
      code: 'token_revoked',
    });
    const refresh = { refresh_token: login.body['refresh_token'] };
    expect((await server.call('POST', '/login/refresh', { body: refresh })).status).toBe(401);
    expect((await server.call('POST', '/login', { body: credentials })).status).toBe(401);
  });

  it('always include an administrator', async () => {
    const { body } = await server.admin<Page>('GET', '/admin/users');
    const root = body.data.find(({ username }) => username === server.adminUsername);
    const path = `/admin/users/${String(root?.['id'])}`;
    const attempts = [
      await server.admin<Problem>('DELETE', path),
      await server.admin<Problem>('PATCH', path, { enabled: false }),
      await server.admin<Problem>('PATCH', path, { roles: [] }),
      await server.admin<Problem>('PATCH', path, { password: null }),
    ];
    expect(attempts.map((answer) => [answer.status, answer.body.code])).toEqual(
      Array(4).fill([409, 'conflict']),
    );
    expect((await server.admin('GET', path)).body).toEqual(root);
  });

  it('and what was done to them are on record, without a password', async () => {
    const { body } = await server.admin('POST', '/admin/users', { username: 'nora', password });
    const id = String(body['id']);
    await server.admin('PATCH', `/admin/users/${id}`, { password: 'nine yellow carts roll' });
    await server.admin('PATCH', `/admin/users/${id}`, { password: 'short' });
    await server.admin('DELETE', `/admin/users/${id}`);
    const events = auditOf(server, id);
    expect(events.map(({ action }) => action)).toEqual([
      'user.create',
      'user.update',
      'user.delete',
    ]);
    for (const { text } of events) {
      expect(text).not.toMatch(/boats|carts|argon2/);
      expect(text).toMatch(/"request_id":"req_/);
      expect(text).toContain('"actor_kind":"login_token"');
      expect(text).toContain('"client_address":"127.0.0.1"');
    }
  });
});
