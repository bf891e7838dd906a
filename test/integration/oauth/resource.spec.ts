import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCompactJws } from '../../../src/kernel/compact-jws.js';
import { authorize, authorizeUrl, Browser } from './browser.js';
import { basic, CALLBACK, type OAuthServer, post, startOAuthServer } from './oauth-server.js';

const WEATHER = 'https://weather.example/api';
const MAPS = 'maps';

describe('resource indicators', () => {
  let server: OAuthServer;
  let machine: { id: string; secret: string };
  let web: { id: string; secret: string };

  beforeAll(async () => {
    server = await startOAuthServer();
    await server.apis.create({
      name: 'Weather',
      audience: WEATHER,
      pathPrefix: '/api/weather',
      scopes: [{ name: 'weather:read', description: 'Read the weather' }],
    });
    await server.apis.create({
      name: 'Maps',
      audience: MAPS,
      pathPrefix: '/api/maps',
      scopes: [{ name: 'maps:read', description: 'Read maps' }],
    });
    const scope = 'weather:read maps:read own:read';
    machine = await server.register({ grant_types: ['client_credentials'], scope });
    web = await server.register({ scope: `openid ${scope}` });
  });
  afterAll(() => server.close());

  const machineToken = (form: Record<string, string>) =>
    post(
      server,
      '/oauth/token',
      { grant_type: 'client_credentials', ...form },
      basic(machine.id, machine.secret),
    );
  const audienceOf = (token: unknown) => parseCompactJws(String(token)).claims['aud'];
  const exchange = (end: URL, changes: Record<string, string> = {}) =>
    post(
      server,
      '/oauth/token',
      {
        grant_type: 'authorization_code',
        code: end.searchParams.get('code') ?? '',
        redirect_uri: CALLBACK,
        ...changes,
      },
      basic(web.id, web.secret),
    );

  it('default to the API that defines the scopes, and else to this server', async () => {
    const weather = await machineToken({ scope: 'weather:read' });
    expect(audienceOf(weather.body['access_token'])).toBe(WEATHER);
    const maps = await machineToken({ scope: 'maps:read' });
    expect(audienceOf(maps.body['access_token'])).toBe(MAPS);
    const own = await machineToken({ scope: 'own:read' });
    expect(audienceOf(own.body['access_token'])).toBe(server.url);
  });

  it('select the API and its scopes', async () => {
    const { body } = await machineToken({ resource: WEATHER });
    expect(audienceOf(body['access_token'])).toBe(WEATHER);
    expect(body['scope']).toBe('weather:read');
    for (const resource of [server.url, `${server.url}/`]) {
      const own = await machineToken({ resource, scope: 'own:read' });
      expect(audienceOf(own.body['access_token'])).toBe(server.url);
    }
  });

  it('refuse a resource that is nobody’s, and a scope that is not of the resource', async () => {
    for (const resource of ['https://other.example', `${WEATHER}#f`, 'weather', '/api']) {
      const { status, body } = await machineToken({ resource });
      expect([resource, status, body['error']]).toEqual([resource, 400, 'invalid_target']);
    }
    const { body } = await machineToken({ resource: WEATHER, scope: 'maps:read' });
    expect(body['error']).toBe('invalid_scope');
    const two = new URLSearchParams([
      ['grant_type', 'client_credentials'],
      ['resource', WEATHER],
      ['resource', server.url],
    ]);
    const several = await post(server, '/oauth/token', two, basic(machine.id, machine.secret));
    expect(several.body['error']).toBe('invalid_target');
  });

  it('OA44: refuse an authorization request in the same way', async () => {
    const browser = new Browser(server);
    const { url } = await browser.open(
      authorizeUrl(web.id, { resource: WEATHER, scope: 'maps:read' }),
    );
    expect(url.searchParams.get('error')).toBe('invalid_scope');
    const unknown = await browser.open(
      authorizeUrl(web.id, { resource: 'https://other.example', scope: 'openid' }),
    );
    expect(unknown.url.searchParams.get('error')).toBe('invalid_target');
  });

  it('give a token for the API that opens userinfo too when it was asked to', async () => {
    const end = await authorize(server, authorizeUrl(web.id, { scope: 'openid weather:read' }));
    const { body } = await exchange(end);
    expect(audienceOf(body['access_token'])).toEqual([WEATHER, `${server.url}/oauth/userinfo`]);
    expect(body['scope']).toBe('openid weather:read');
    const response = await fetch(`${server.url}/oauth/userinfo`, {
      headers: { authorization: `Bearer ${String(body['access_token'])}` },
    });
    expect(response.status).toBe(200);
    const verified = await server.verified(String(body['access_token']));
    expect(verified).toMatchObject({ audiences: [WEATHER, `${server.url}/oauth/userinfo`] });
  });

  it('keep a token for one API out of userinfo when sign-in was not asked for', async () => {
    const end = await authorize(server, authorizeUrl(web.id, { scope: 'weather:read' }));
    const { body } = await exchange(end);
    expect(audienceOf(body['access_token'])).toBe(WEATHER);
    const response = await fetch(`${server.url}/oauth/userinfo`, {
      headers: { authorization: `Bearer ${String(body['access_token'])}` },
    });
    expect(response.status).toBe(403);
  });

  it('OA44: stay within the grant when the code is exchanged and refreshed', async () => {
    const browser = new Browser(server);
    const target = authorizeUrl(web.id, { resource: WEATHER, scope: 'weather:read' });
    const wrong = await exchange(await authorize(server, target, browser), {
      resource: server.url,
    });
    expect(wrong.body['error']).toBe('invalid_target');
    const { body } = await exchange(await authorize(server, target, browser), {
      resource: WEATHER,
    });
    expect(audienceOf(body['access_token'])).toBe(WEATHER);
    const refresh = (resource: string) =>
      post(
        server,
        '/oauth/token',
        { grant_type: 'refresh_token', refresh_token: String(body['refresh_token']), resource },
        basic(web.id, web.secret),
      );
    expect((await refresh(server.url)).body['error']).toBe('invalid_target');
    expect((await refresh('https://nobody.example')).body['error']).toBe('invalid_target');
    // A mistake in the resource has not used the token up.
    expect((await refresh(WEATHER)).status).toBe(200);
  });

  it('are refused when they are no resource at all', async () => {
    for (const resource of ['urn:ostiary:audience:%', 'urn:ostiary:audience:%zz', 'nonsense']) {
      const end = await authorize(
        server,
        authorizeUrl(web.id, { resource, scope: 'weather:read' }),
      );
      expect(end.searchParams.get('error')).toBe('invalid_target');
    }
  });

  it('let one grant hold several resources, of which each token has one', async () => {
    const two = `${authorizeUrl(web.id, { scope: 'weather:read own:read', resource: WEATHER })}&resource=${encodeURIComponent(server.url)}`;
    const { body } = await exchange(await authorize(server, two));
    expect(audienceOf(body['access_token'])).toBe(WEATHER);
    expect(body['scope']).toBe('weather:read');
    const { body: other } = await post(
      server,
      '/oauth/token',
      {
        grant_type: 'refresh_token',
        refresh_token: String(body['refresh_token']),
        resource: server.url,
      },
      basic(web.id, web.secret),
    );
    expect(audienceOf(other['access_token'])).toBe(server.url);
    expect(other['scope']).toBe('own:read');
  });

  it('are described where RFC 9728 says', async () => {
    const at = async (path: string) => {
      const response = await fetch(`${server.url}/.well-known/oauth-protected-resource${path}`);
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    expect((await at('')).body).toMatchObject({
      resource: server.url,
      authorization_servers: [server.url],
      bearer_methods_supported: ['header'],
    });
    expect((await at('/api/weather')).body).toMatchObject({
      resource: WEATHER,
      scopes_supported: ['weather:read'],
      resource_name: 'Weather',
    });
    expect((await at('/nothing')).status).toBe(404);
  });
});
