import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestServer } from '../../harness/server.js';
import {
  type Administration,
  type Problem,
  createKey,
  MISSING,
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

/** Every management route: method, path of an object that is not there, scope. */
const ROUTES: [method: string, path: string, scope: string][] = [
  ...['users', 'apps', 'apis'].flatMap((name): [string, string, string][] => {
    const id = `${{ users: 'usr', apps: 'app', apis: 'api' }[name]}_${MISSING}`;
    return [
      ['GET', `/admin/${name}`, `admin:${name}`],
      ['POST', `/admin/${name}`, `admin:${name}`],
      ['GET', `/admin/${name}/${id}`, `admin:${name}`],
      ['PATCH', `/admin/${name}/${id}`, `admin:${name}`],
      ['DELETE', `/admin/${name}/${id}`, `admin:${name}`],
    ];
  }),
  ...['api-keys', 'access-keys', 'oauth-clients'].flatMap((name): [string, string, string][] => {
    const base = `/admin/apps/app_${MISSING}/${name}`;
    const prefix = { 'api-keys': 'key', 'access-keys': 'acc', 'oauth-clients': 'cli' }[name];
    const id = `${base}/${prefix}_${MISSING}`;
    const own: [string, string][] =
      name === 'oauth-clients'
        ? [
            ['GET', `${id}/secrets`],
            ['POST', `${id}/secrets`],
            ['DELETE', `${id}/secrets/sec_${MISSING}`],
          ]
        : [['POST', `${id}/rotate`]];
    const common: [string, string][] = [
      ['GET', base],
      ['POST', base],
      ['GET', id],
      ['PATCH', id],
      ['DELETE', id],
    ];
    return [...common, ...own].map(([method, path]) => [method, path, `admin:${name}`]);
  }),
  ['GET', '/admin/signing-keys', 'admin:signing-keys'],
  ['POST', '/admin/signing-keys/rotate', 'admin:signing-keys'],
  ['POST', `/admin/signing-keys/${MISSING.padEnd(43, '0')}/revoke`, 'admin:signing-keys'],
];

describe('every route of the administration', () => {
  it.each(ROUTES)('%s %s is closed without a credential', async (method, path) => {
    const { status, body, headers } = await server.call(method, path);
    expect({ status, code: body['code'] }).toEqual({ status: 401, code: 'credential_missing' });
    expect(headers.get('www-authenticate')).toMatch(/^Bearer (?!.*error=)/);
  });

  it.each(ROUTES)('%s %s needs its scope', async (method, path, scope) => {
    const others = [...new Set(ROUTES.map(([, , name]) => name))].filter((name) => name !== scope);
    const { key } = await createKey(world, ['admin', 'admin:', ...others]);
    const sent = method === 'GET' ? undefined : {};
    const { status, body, headers } = await withKey(server, key, method, path, sent);
    expect({ status, code: body['code'] }).toEqual({ status: 403, code: 'insufficient_scope' });
    expect(headers.get('www-authenticate')).toContain(`scope="${scope}"`);
  });

  const addressed = ROUTES.filter(([, path]) => path.includes(MISSING));
  it.each(addressed)('%s %s is the same 404 for whatever is not there', async (method, path) => {
    const valid =
      method === 'POST' && !/rotate|secrets/.test(path)
        ? { name: 'x', ...(path.includes('oauth') ? { name: undefined, client_name: 'x' } : {}) }
        : {};
    const body = method === 'GET' || method === 'DELETE' ? undefined : valid;
    const missing = await server.admin<Problem>(method, path, body);
    const malformed = await server.admin<Problem>(method, path.replaceAll(MISSING, "x'--"), body);
    for (const answer of [missing, malformed]) {
      expect({ status: answer.status, code: answer.body.code }).toEqual({
        status: 404,
        code: 'not_found',
      });
    }
  });

  it('is closed to signed tokens, whatever roles they assert', async () => {
    const { body } = await server.admin('POST', `/admin/apps/${appId}/access-keys`, {
      name: 'Hub',
      scopes: ['admin:*'],
    });
    const iat = Math.floor(Date.now() / 1000);
    const claims = { iss: body['ak'], sub: 'root', typ: 'person_token', roles: ['admin'] };
    const parts = [
      { alg: 'HS256', typ: 'JWT' },
      { ...claims, iat, exp: iat + 60 },
    ];
    const input = parts
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const mac = createHmac('sha256', String(body['sk'])).update(input).digest('base64url');
    const headers = { 'apihub-token': `${input}.${mac}` };
    expect((await server.call('GET', '/credential', { headers })).status).toBe(200);
    for (const [method, path] of ROUTES) {
      const answer = await server.call(method, path, { headers });
      expect(answer.body['code']).toBe('credential_kind_not_accepted');
      expect(answer.status).toBe(401);
    }
  });

  it('is closed to a signed-in user who is no administrator', async () => {
    const user = { username: 'walter', password: 'seven green boats sail' };
    expect((await server.admin('POST', '/admin/users', user)).status).toBe(201);
    const login = await server.call('POST', '/login', { body: user });
    const headers = { authorization: `Bearer ${String(login.body['access_token'])}` };
    for (const [method, path] of ROUTES) {
      const answer = await server.call(method, path, { headers });
      expect({ status: answer.status, code: answer.body['code'] }).toEqual({
        status: 403,
        code: 'role_required',
      });
    }
  });
});
