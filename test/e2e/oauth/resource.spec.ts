import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp, createOAuthClient, type Created, publicUrlOf } from '../../clients/consumer.js';
import { Person } from '../../clients/person.js';
import { startServer, type TestServer } from '../../harness/server.js';

const CALLBACK = 'https://client.example/callback';

/** Access tokens from their issue to the API that they are for, and to their end. */
describe('access tokens at protected APIs', () => {
  let upstream: Server;
  let server: TestServer;
  let web: Created;
  let machine: Created;
  let audience: string;
  let path: string;

  beforeAll(async () => {
    upstream = createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ headers: request.headers }));
    });
    await new Promise<void>((done) => upstream.listen(0, '127.0.0.1', done));
    const { port } = upstream.address() as AddressInfo;
    server = await startServer();
    const { status } = await server.admin('POST', '/admin/apis', {
      name: 'Tides',
      audience: 'https://tides.example',
      path_prefix: '/tides',
      upstream: `http://127.0.0.1:${port}`,
      scopes: [{ name: 'tides:read', description: 'Read the tides' }],
      accept: ['access_token', 'login_token'],
      routes: [{ methods: ['GET'], path: '/*', scopes: ['tides:read'] }],
    });
    expect(status).toBe(201);
    const appId = await createApp(server);
    const scope = 'tides:read read:owneraccounts';
    machine = await createOAuthClient(server, appId, {
      grant_types: ['client_credentials'],
      scope,
    });
    web = await createOAuthClient(server, appId, {
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris: [CALLBACK],
      scope: `openid profile ${scope}`,
      post_logout_redirect_uris: ['https://client.example/bye'],
    });
    audience = 'https://tides.example';
    path = '/tides/now';
  });
  afterAll(async () => {
    await server.stop();
    upstream.closeAllConnections();
    upstream.close();
  });

  const form = async (client: Created, target: string, members: Record<string, string>) => {
    const response = await fetch(server.url(target), {
      method: 'POST',
      body: new URLSearchParams({
        client_id: client['client_id'] ?? '',
        client_secret: client['client_secret'] ?? '',
        ...members,
      }),
    });
    const text = await response.text();
    const body = (text === '' ? {} : JSON.parse(text)) as Record<string, string>;
    return { status: response.status, body };
  };
  const machineToken = async (members: Record<string, string>) =>
    (await form(machine, '/oauth/token', { grant_type: 'client_credentials', ...members })).body;
  const signIn = async (scope: string, person = root()) => {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: web['client_id'] ?? '',
      redirect_uri: CALLBACK,
      scope,
      state: 's',
    });
    const end = await person.visit(new URL(`${server.url('/oauth/authorize')}?${query}`));
    const code = end.searchParams.get('code') ?? '';
    const members = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK };
    return (await form(web, '/oauth/token', members)).body;
  };
  const root = () => new Person(server.adminUsername, server.adminPassword);
  const call = async (target: string, token: string | undefined) => {
    const headers = { authorization: `Bearer ${token ?? ''}` };
    const { status, body } = await server.call<Record<string, unknown>>('GET', target, {
      headers,
    });
    return status === 200 ? 'allowed' : body['code'];
  };

  it('are accepted by the API that they were issued for and by no other', async () => {
    const tides = await machineToken({ scope: 'tides:read' });
    expect(tides['scope']).toBe('tides:read');
    expect(await call(path, tides['access_token'])).toBe('allowed');
    expect(await call('/api/v1/Owners', tides['access_token'])).toBe('token_wrong_audience');
    const own = await machineToken({ scope: 'read:owneraccounts' });
    expect(await call('/api/v1/Owners', own['access_token'])).toBe('allowed');
    expect(await call(path, own['access_token'])).toBe('token_wrong_audience');
    const named = await machineToken({ resource: audience });
    expect(await call(path, named['access_token'])).toBe('allowed');
    const here = await machineToken({ resource: publicUrlOf(server) });
    expect(await call('/api/v1/Owners', here['access_token'])).toBe('allowed');
  });

  it('open an API and userinfo when sign-in was asked for with it', async () => {
    const { access_token: token } = await signIn('openid profile tides:read');
    expect(await call(path, token)).toBe('allowed');
    const { status, body } = await server.call('GET', '/oauth/userinfo', {
      headers: { authorization: `Bearer ${token ?? ''}` },
    });
    expect([status, body['preferred_username']]).toEqual([200, server.adminUsername]);
    // Userinfo is all that it opens here: this server's own routes are another audience.
    expect(await call('/api/v1/Owners', token)).toBe('token_wrong_audience');
  });

  it('arrive at the upstream as an identity, never as a token', async () => {
    const { access_token: token } = await signIn('tides:read');
    const { body } = await server.call<{ headers: Record<string, string> }>('GET', path, {
      headers: { authorization: `Bearer ${token ?? ''}` },
    });
    expect(body.headers).not.toHaveProperty('authorization');
    expect(body.headers['x-auth-kind']).toBe('access_token');
    expect(body.headers['x-auth-scopes']).toBe('tides:read');
  });

  it('never carry more administration than the client was registered for', async () => {
    const { access_token: token } = await signIn('openid profile');
    expect(await call('/admin/users', token)).toBe('insufficient_scope');
  });

  it('are refused on the very next call after they were revoked', async () => {
    const { access_token: token } = await machineToken({ scope: 'tides:read' });
    expect(await call(path, token)).toBe('allowed');
    await form(machine, '/oauth/revoke', { token: token ?? '' });
    expect(await call(path, token)).toBe('token_revoked');
    const own = (await machineToken({ scope: 'read:owneraccounts' }))['access_token'];
    expect(await call('/api/v1/Owners', own)).toBe('allowed');
    await form(machine, '/oauth/revoke', { token: own ?? '' });
    expect(await call('/api/v1/Owners', own)).toBe('token_revoked');
  });

  it('are refused on the very next call after their grant was revoked', async () => {
    const { access_token: token, refresh_token: refreshToken } = await signIn('tides:read');
    expect(await call(path, token)).toBe('allowed');
    await form(web, '/oauth/revoke', { token: refreshToken ?? '' });
    expect(await call(path, token)).toBe('token_revoked');
  });

  it('end with the code that was used twice', async () => {
    const person = root();
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: web['client_id'] ?? '',
      redirect_uri: CALLBACK,
      scope: 'tides:read',
    });
    const end = await person.visit(new URL(`${server.url('/oauth/authorize')}?${query}`));
    const members = {
      grant_type: 'authorization_code',
      code: end.searchParams.get('code') ?? '',
      redirect_uri: CALLBACK,
    };
    const { access_token: token } = (await form(web, '/oauth/token', members)).body;
    expect(await call(path, token)).toBe('allowed');
    const again = await form(web, '/oauth/token', members);
    expect([again.status, again.body['error']]).toEqual([400, 'invalid_grant']);
    expect(await call(path, token)).toBe('token_revoked');
  });

  it('are described for the API that they are for', async () => {
    const { body } = await server.call('GET', '/.well-known/oauth-protected-resource/tides');
    expect(body).toMatchObject({
      resource: audience,
      authorization_servers: [publicUrlOf(server)],
      scopes_supported: ['tides:read'],
    });
    const own = await server.call('GET', '/.well-known/oauth-protected-resource');
    expect(own.body['resource']).toBe(publicUrlOf(server));
  });

  it('leave nothing of themselves in the log', async () => {
    const { access_token: token, refresh_token: refreshToken } = await signIn('tides:read');
    await call(path, token);
    await form(web, '/oauth/introspect', { token: token ?? '' });
    const log = server.output();
    for (const secret of [token, refreshToken, web['client_secret'], server.adminPassword]) {
      expect(log).not.toContain(secret);
    }
  });
});
