import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RawResponse, sendRaw } from '../../harness/raw.js';
import { World } from '../../harness/world.js';

let world: World;
let key: string;

beforeAll(async () => {
  world = await World.open({ env: { OSTIARY_TRUSTED_PROXIES: '127.0.0.2/32' } });
  const { origin } = world.recorder;
  const api = (name: string, body: object) =>
    world.create('/admin/apis', { name, upstream: origin, ...body });
  await api('whole', { host: 'api.local' });
  await api('deep', { host: 'api.local', path_prefix: '/deep', accept: ['access_token'] });
  await api('port', { host: 'ported.local:8443', path_prefix: '/v1' });
  await api('elsewhere', { path_prefix: '/orders' });
  ({ key } = await world.createKey());
});
afterAll(() => world.close());

/** A call with exactly this `Host`. */
function at(
  host: string,
  target: string,
  { method = 'GET', headers = [`X-API-Key: ${key}`], from = '127.0.0.1' } = {},
): Promise<RawResponse> {
  const lines = [`${method} ${target} HTTP/1.1`, `Host: ${host}`, ...headers, 'Connection: close'];
  return sendRaw(world.server.port, [...lines, '', ''].join('\r\n'), { localAddress: from });
}

const pathsSeen = () => world.recorder.requests.map(({ target }) => target);

describe('an API with a host', () => {
  it.each([
    '/anything',
    '/',
    '/login',
    '/livez',
    '/admin/users',
    '/oauth/token',
    '/.well-known/openid-configuration',
    '/docs',
    '/orders/1',
    '/api/weather-basic/now',
    '/verify',
  ])('has %s of its host, whatever is there at other hosts', async (path) => {
    const { status } = await at('api.local', path);
    expect([status, pathsSeen().at(-1)]).toEqual([200, path]);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND'])(
    'has %s /login of it',
    async (method) => {
      expect((await at('api.local', '/login', { method })).status).toBe(200);
    },
  );

  it('asks for a credential at paths that are open elsewhere', async () => {
    const before = pathsSeen().length;
    const { status, header } = await at('api.local', '/livez', { headers: [] });
    expect([status, pathsSeen().length]).toEqual([401, before]);
    const [, url = ''] =
      /resource_metadata="([^"]+)"/.exec(header('www-authenticate')[0] ?? '') ?? [];
    const metadata = await world.server.call('GET', new URL(url).pathname);
    expect(metadata.body).toMatchObject({ resource: 'http://api.local', resource_name: 'whole' });
  });

  it('gives way to a longer prefix at the same host', async () => {
    expect((await at('api.local', '/deep/x')).body).toContain('credential_kind_not_accepted');
    expect((await at('api.local', '/deeper')).status).toBe(200);
  });

  it('leaves paths that no API of its host has to nobody, own routes included', async () => {
    expect((await at('ported.local:8443', '/v1/x')).status).toBe(200);
    for (const path of ['/login', '/livez', '/orders/1', '/v10']) {
      const { status, body } = await at('ported.local:8443', path);
      expect([path, status, body]).toEqual([path, 404, expect.stringContaining('not_found')]);
    }
  });

  it.each([
    'API.LOCAL',
    'api.local.',
    'api.local:81',
    'api.local:80',
    'ported.local',
    'PORTED.local:8443',
    'ported.local:8444',
  ])('G21: is not at %s, and neither is anybody else', async (host) => {
    const before = pathsSeen().length;
    for (const path of ['/', '/v1/x', '/orders/1', '/livez', '/login']) {
      const { status } = await at(host, path);
      expect([path, status]).toEqual([path, 404]);
    }
    expect(pathsSeen()).toHaveLength(before);
  });

  it.each(['evilapi.local', 'api.local.evil', 'xapi.local', 'api.locale', 'local', '127.0.0.1:1'])(
    'G21: has no call at %s, where the server is as it is at any host',
    async (host) => {
      const before = pathsSeen().length;
      expect((await at(host, '/anything')).status).toBe(404);
      expect((await at(host, '/deep/x')).status).toBe(404);
      expect(pathsSeen()).toHaveLength(before);
      expect((await at(host, '/livez')).body).toContain('"ok"');
      expect((await at(host, '/orders/1')).status).toBe(200);
    },
  );

  it('leaves /verify to trusted proxies, of which some keep the Host of the call', async () => {
    const headers = [
      'X-Forwarded-Host: api.local',
      'X-Forwarded-Uri: /x',
      'X-Forwarded-Method: GET',
      'X-Forwarded-For: 192.0.2.1',
      'X-Forwarded-Proto: https',
    ];
    const asked = await at('api.local', '/verify', {
      from: '127.0.0.2',
      headers: [...headers, `X-API-Key: ${key}`],
    });
    expect([asked.status, asked.body, asked.header('x-auth-kind')]).toEqual([200, '', ['api_key']]);
  });

  it('is there from the answer to its creation on, and gone from that to its end', async () => {
    const { id } = await world.create<{ id: string }>('/admin/apis', {
      name: 'late',
      host: 'late.local',
      upstream: world.recorder.origin,
    });
    expect((await at('late.local', '/login')).status).toBe(200);
    await world.change('PATCH', `/admin/apis/${id}`, { host: 'later.local' });
    expect((await at('late.local', '/livez')).body).toContain('"ok"');
    expect((await at('later.local', '/livez')).body).not.toContain('"ok"');
    await world.change('DELETE', `/admin/apis/${id}`);
    expect((await at('later.local', '/livez')).body).toContain('"ok"');
  });
});
