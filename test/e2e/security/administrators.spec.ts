import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from '../../harness/server.js';
import { type Ask, JSON_BODY, World } from '../../harness/world.js';

const MISSING = { status: 401, code: 'credential_missing' };
const CONFLICT = { status: 409, code: 'conflict' };

let world: World;

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

describe('the last administrator', () => {
  it('is not removed, disabled, demoted or left without a password [D05]', async () => {
    const { body } = await world.server.admin<{ data: { id: string }[] }>('GET', '/admin/users');
    const authorization = `Authorization: Bearer ${await world.server.loginAsAdmin()}`;
    const ask = (method: string, change?: unknown): Ask => ({
      method,
      target: `/admin/users/${body.data[0]?.id}`,
      headers: [authorization, ...(change === undefined ? [] : JSON_BODY)],
      body: change === undefined ? '' : JSON.stringify(change),
    });
    for (const change of [
      { enabled: false },
      { roles: [] },
      { roles: ['editor'] },
      { password: null },
    ]) {
      await world.refuses(ask('PATCH', change), CONFLICT);
    }
    await world.refuses(ask('DELETE'), CONFLICT);
  });

  it('remains when administrators end each other at the same moment [D05]', async () => {
    const { server } = world;
    const { body } = await server.admin<{ data: { id: string }[] }>('GET', '/admin/users');
    const first = `/admin/users/${body.data[0]?.id}`;
    const demoted = { roles: [] };
    for (let round = 0; round < 3; round += 1) {
      const { id, password } = await world.createUser(`second-${round}`, { roles: ['admin'] });
      const { token } = await world.login(`second-${round}`, password);
      const headers = { authorization: `Bearer ${token}` };
      const second = `/admin/users/${id}`;
      const statuses = await Promise.all([
        server.admin('PATCH', second, demoted).then(({ status }) => status),
        server.call('PATCH', first, { headers, body: demoted }).then(({ status }) => status),
      ]);
      expect(statuses.filter((status) => status === 200)).toHaveLength(1);
      expect(statuses.filter((status) => status === 403 || status === 409)).toHaveLength(1);
      if (statuses[1] === 200) {
        await server.call('PATCH', first, { headers, body: { roles: ['admin'] } });
        await world.change('PATCH', second, demoted);
      }
    }
  });
});

describe('a fresh installation', () => {
  it('has no default password, and one link that works once [D11]', async () => {
    const server = await startServer({
      env: { OSTIARY_ADMIN_USERNAME: '', OSTIARY_ADMIN_PASSWORD: '' },
    });
    try {
      for (const [username, password, status] of [
        ['admin', 'admin', 401],
        ['root', 'root', 401],
        ['admin', 'password', 401],
        ['admin', '', 400],
        ['', '', 400],
      ] as const) {
        expect((await server.call('POST', '/login', { body: { username, password } })).status).toBe(
          status,
        );
      }
      const token = /\/setup#token=([\w-]+)/.exec(server.output())?.[1] ?? '';
      expect(token.length).toBeGreaterThan(20);
      const setUp = async (value: string, username: string): Promise<number> => {
        const form = { token: value, username, password: 'seven green boats sail' };
        const response = await fetch(server.url('/setup'), {
          method: 'POST',
          body: new URLSearchParams(form),
        });
        return response.status;
      };
      expect(await setUp(`${token}x`, 'root')).toBeGreaterThanOrEqual(400);
      expect(await setUp('', 'root')).toBeGreaterThanOrEqual(400);
      const attempts = await Promise.all(
        ['root', 'boot', 'toor'].map((name) => setUp(token, name)),
      );
      expect(attempts.filter((status) => status === 200)).toHaveLength(1);
      expect(await setUp(token, 'later')).toBeGreaterThanOrEqual(400);
    } finally {
      await server.stop();
    }
  });
});

describe('the path of the administration', () => {
  it.each([
    '//admin/users',
    '/%61dmin/users',
    '/admin/users/',
    '/admin//users',
    '/ADMIN/users',
    '/Admin/Users',
    '/admin;a/users',
    '/admin/users;a=b',
    '/admin%2fusers',
    '/admin%2Fusers',
    '/admin%5cusers',
    '/x/../admin/users',
    '/./admin/users',
    '/%2e/admin/users',
    '/docs/..%2fadmin/users',
    '/admin/users%00',
    '/admin/users%20',
    '/admin/users?x=/docs',
    '/admin/users?api_key=1',
    '/docs/%2e%2e/admin/users',
    '/api/weather-basic/../../admin/users',
    '/api/weather-basic/..%2f..%2fadmin/users',
    '/admin/users/%2e%2e/users',
  ])('never opens to nobody, however it is written: %s [D16]', async (target) => {
    for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS']) {
      const { status } = await world.ask({ method, target });
      expect([400, 401, 404]).toContain(status);
    }
  });

  it.each(['GET', 'POST', 'PATCH', 'PUT', 'DELETE'])(
    'does not open by a header that says another method or path: %s [D14 D16]',
    async (method) => {
      const headers = [
        'X-HTTP-Method-Override: OPTIONS',
        'X-Original-URL: /docs',
        'X-Rewrite-URL: /docs',
        'X-Forwarded-Prefix: /docs',
      ];
      const { status } = await world.ask({ method, target: '/admin/users', headers });
      expect([401, 404]).toContain(status);
    },
  );

  it('wants a credential for HEAD as for GET [D16]', async () => {
    await world.refuses({ method: 'HEAD', target: '/admin/users' }, MISSING);
  });
});
