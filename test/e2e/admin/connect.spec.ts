import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Administration,
  createKey,
  MISSING,
  startAdministration,
  withKey,
} from './fixture.js';

const PROXIES = ['nginx', 'caddy', 'traefik', 'envoy', 'haproxy', 'apache'];

let here: Administration;
let apiId: string;

beforeAll(async () => {
  here = await startAdministration();
  const api = {
    name: 'Orders "} \\ {{x}}',
    path_prefix: '/orders',
    upstream: 'http://127.0.0.1:9',
  };
  const { status, body } = await here.server.admin('POST', '/admin/apis', api);
  expect(status).toBe(201);
  apiId = String(body['id']);
});
afterAll(() => here.server.stop());

describe('GET /admin/apis/{api_id}/connect', () => {
  it.each(PROXIES)('writes the configuration of %s with what has to be known', async (proxy) => {
    const { server } = here;
    const path = `/admin/apis/${apiId}/connect?proxy=${proxy}`;
    const { status, headers, body } = await server.admin('GET', path);
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toMatchObject({ proxy, config: expect.stringContaining(apiId) as string });
    const address = proxy === 'envoy' ? `port_value: ${server.port}` : `127.0.0.1:${server.port}`;
    expect(JSON.stringify([body['config'], body['files']])).toContain(address);
    expect((body['notes'] as string[]).length).toBeGreaterThan(3);
    const files = ['haproxy', 'apache'].includes(proxy) ? 1 : 0;
    expect(body['files']).toHaveLength(files);
  });

  it('answers with the configuration alone for Accept: text/plain', async () => {
    const { server } = here;
    const path = `/admin/apis/${apiId}/connect?proxy=nginx`;
    const authorization = `Bearer ${await server.loginAsAdmin()}`;
    const text = await fetch(server.url(path), {
      headers: { authorization, accept: 'text/plain' },
    });
    expect(text.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(text.headers.get('vary')).toContain('Accept');
    const { body } = await server.admin('GET', path);
    expect(await text.text()).toBe(body['config']);
  });

  it.each([
    '',
    '?proxy=',
    '?proxy=iis',
    '?proxy=NGINX',
    '?proxy=nginx&proxy=caddy',
    '?proxy=nginx&x=1',
  ])('answers %j with 400 that names the parameter', async (query) => {
    const path = `/admin/apis/${apiId}/connect${query}`;
    const { status, body } = await here.server.admin('GET', path);
    expect([status, body['code']]).toEqual([400, 'invalid_request']);
    expect(body['errors']).toEqual([
      expect.objectContaining({ pointer: query.includes('x=1') ? '#/x' : '#/proxy' }),
    ]);
  });

  it('answers an API that there is not with 404', async () => {
    for (const id of [`api_${MISSING}`, 'api_1', 'nginx']) {
      const { status } = await here.server.admin('GET', `/admin/apis/${id}/connect?proxy=nginx`);
      expect(status).toBe(404);
    }
  });

  it('is for administrators of APIs', async () => {
    const { server } = here;
    const path = `/admin/apis/${apiId}/connect?proxy=nginx`;
    expect((await server.call('GET', path)).status).toBe(401);
    const none = await createKey(here, []);
    expect((await withKey(server, none.key, 'GET', path)).status).toBe(403);
    const some = await createKey(here, ['admin:apis']);
    expect((await withKey(server, some.key, 'GET', path)).status).toBe(200);
  });
});
