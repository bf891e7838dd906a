import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { authorize, authorizeUrl, Browser } from './browser.js';
import { basic, CALLBACK, type OAuthServer, post, startOAuthServer } from './oauth-server.js';

describe('tokens after they were issued', () => {
  let server: OAuthServer;
  let id: string;
  let secret: string;
  let machine: { id: string; secret: string };
  let tokens: Record<string, unknown>;
  let accessToken: string;
  let browser: Browser;

  beforeAll(async () => {
    server = await startOAuthServer();
    ({ id, secret } = await server.register());
    machine = await server.register({ grant_types: ['client_credentials'], scope: 'read' });
  });
  afterAll(() => server.close());

  const issue = async (): Promise<Record<string, unknown>> => {
    const end = await authorize(server, authorizeUrl(id), browser);
    const code = end.searchParams.get('code') ?? '';
    const form = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK };
    return (await post(server, '/oauth/token', form, basic(id, secret))).body;
  };
  beforeEach(async () => {
    browser = new Browser(server);
    tokens = await issue();
    accessToken = String(tokens['access_token']);
  });

  const introspect = async (token: unknown, client = { id, secret }, hint?: string) =>
    (
      await post(
        server,
        '/oauth/introspect',
        { token: String(token), ...(hint === undefined ? {} : { token_type_hint: hint }) },
        basic(client.id, client.secret),
      )
    ).body;
  const revoke = (token: unknown, client = { id, secret }) =>
    post(server, '/oauth/revoke', { token: String(token) }, basic(client.id, client.secret));
  const userinfo = (token: unknown, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/oauth/userinfo`, {
      headers: { authorization: `Bearer ${String(token)}`, ...headers },
    });
  const machineToken = async () =>
    (
      await post(
        server,
        '/oauth/token',
        { grant_type: 'client_credentials' },
        basic(machine.id, machine.secret),
      )
    ).body['access_token'];
  const refresh = () =>
    post(
      server,
      '/oauth/token',
      { grant_type: 'refresh_token', refresh_token: String(tokens['refresh_token']) },
      basic(id, secret),
    );
  const codeOf = async (token: unknown) => {
    const verified = await server.verified(String(token));
    return 'code' in verified ? verified.code : 'accepted';
  };

  it('userinfo tells who the token speaks for', async () => {
    const response = await userinfo(accessToken);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({
      sub: server.user.id,
      preferred_username: 'alice',
      updated_at: expect.any(Number),
    });
  });

  it('userinfo takes no ID token, no refresh token and no bare id', async () => {
    const active = await introspect(accessToken);
    for (const token of [
      tokens['id_token'],
      tokens['refresh_token'],
      active['jti'],
      `${accessToken}=`,
      accessToken.replaceAll('.', '~'),
      accessToken.slice(0, -1),
      'x',
    ]) {
      const response = await userinfo(token);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toMatch(
        /^Bearer .*error="invalid_token".*resource_metadata="/,
      );
    }
  });

  it('OA49: userinfo tells a machine that it needs the token of a user', async () => {
    const response = await userinfo(await machineToken());
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({
      error: 'insufficient_scope',
      error_description: expect.stringContaining("a user's access token with the scope openid"),
    });
    expect(response.headers.get('www-authenticate')).toMatch(
      /^Bearer .*error="insufficient_scope".*scope="openid".*resource_metadata="/,
    );
  });

  it('userinfo knows no machine token whose client may not act', async () => {
    const other = await server.register({ grant_types: ['client_credentials'], scope: 'read' });
    const { body } = await post(
      server,
      '/oauth/token',
      { grant_type: 'client_credentials' },
      basic(other.id, other.secret),
    );
    await server.clients.update(server.ownerApp.id, other.id, { enabled: false });
    const response = await userinfo(body['access_token']);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  it('OA49: userinfo reads the token from one place, which is not the query', async () => {
    const query = await fetch(`${server.url}/oauth/userinfo?access_token=${accessToken}`);
    expect(query.status).toBe(400);
    const both = await fetch(`${server.url}/oauth/userinfo?access_token=${accessToken}`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    expect(both.status).toBe(400);
    const none = await fetch(`${server.url}/oauth/userinfo`);
    expect(none.status).toBe(401);
    expect(none.headers.get('www-authenticate')).toMatch(
      /^Bearer realm="[^"]*", resource_metadata/,
    );
  });

  it('userinfo needs the scope openid', async () => {
    const end = await authorize(server, authorizeUrl(id, { scope: 'read' }), browser);
    const code = end.searchParams.get('code') ?? '';
    const form = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK };
    const { body } = await post(server, '/oauth/token', form, basic(id, secret));
    expect(body).not.toHaveProperty('id_token');
    const response = await userinfo(body['access_token']);
    expect(response.status).toBe(403);
    expect(response.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
  });

  it('introspection describes a token to the client it was issued to', async () => {
    for (const hint of [undefined, 'access_token', 'refresh_token']) {
      expect(await introspect(accessToken, { id, secret }, hint)).toMatchObject({
        active: true,
        client_id: id,
        sub: server.user.id,
        scope: 'openid profile read',
        aud: server.url,
        iss: server.url,
        token_type: 'Bearer',
      });
    }
    expect(await introspect(tokens['refresh_token'])).toMatchObject({ active: true });
    const own = await machineToken();
    expect(await introspect(own, machine)).toMatchObject({ active: true, client_id: machine.id });
  });

  it('introspection knows no token whose user is disabled', async () => {
    // The client's app must not fall with its user here: then the client could not ask.
    await server.apps.update(server.ownerApp.id, { ownerId: null });
    expect(await introspect(accessToken)).toMatchObject({ active: true });
    await server.users.update(server.user.id, { enabled: false });
    expect(await introspect(accessToken)).toEqual({ active: false });
    expect(await introspect(tokens['refresh_token'])).toEqual({ active: false });
    await server.users.update(server.user.id, { enabled: true });
    await server.apps.update(server.ownerApp.id, { ownerId: server.user.id });
  });

  it('OA41: introspection tells nobody else anything', async () => {
    expect(await introspect(accessToken, machine)).toEqual({ active: false });
    expect(await introspect(tokens['refresh_token'], machine)).toEqual({ active: false });
    expect(await introspect('unknown')).toEqual({ active: false });
    expect(await introspect(tokens['id_token'])).toEqual({ active: false });
    const publicClient = await server.register({ token_endpoint_auth_method: 'none' });
    const { body } = await post(server, '/oauth/introspect', {
      token: accessToken,
      client_id: publicClient.id,
    });
    expect(body).toEqual({ active: false });
    const anonymous = await post(server, '/oauth/introspect', { token: accessToken });
    expect(anonymous.status).toBe(400);
  });

  it('a revoked access token is dead everywhere', async () => {
    expect((await revoke(accessToken)).status).toBe(200);
    expect(await introspect(accessToken)).toEqual({ active: false });
    expect((await userinfo(accessToken)).status).toBe(401);
    expect(await codeOf(accessToken)).toBe('token_revoked');
    expect(server.published.some((tag) => tag.startsWith('token:'))).toBe(true);
  });

  it('a revoked refresh token takes its whole grant with it', async () => {
    expect((await revoke(tokens['refresh_token'])).status).toBe(200);
    expect((await refresh()).body['error']).toBe('invalid_grant');
    expect(await codeOf(accessToken)).toBe('token_revoked');
    expect(server.published.some((tag) => tag.startsWith('grant:'))).toBe(true);
  });

  it('a machine token can be revoked', async () => {
    const own = await machineToken();
    expect(await codeOf(own)).toBe('accepted');
    await revoke(own, machine);
    expect(await codeOf(own)).toBe('token_revoked');
  });

  it('OA42: nobody revokes the token of another client', async () => {
    const { status, body } = await revoke(accessToken, machine);
    expect([status, body['error']]).toEqual([400, 'invalid_request']);
    const publicClient = await server.register({ token_endpoint_auth_method: 'none' });
    await post(server, '/oauth/revoke', { token: accessToken, client_id: publicClient.id });
    expect(await codeOf(accessToken)).toBe('accepted');
  });

  it('OA43: revoking what is unknown succeeds and says nothing', async () => {
    for (const token of ['unknown', tokens['id_token']]) {
      const { status, text, headers } = await revoke(token);
      expect([status, text]).toEqual([200, '{}']);
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it('no token passes for another kind', async () => {
    for (const token of [accessToken, tokens['id_token']]) {
      for (const form of [
        { grant_type: 'refresh_token', refresh_token: String(token) },
        { grant_type: 'authorization_code', code: String(token), redirect_uri: CALLBACK },
      ]) {
        const { body } = await post(server, '/oauth/token', form, basic(id, secret));
        expect(body['error']).toBe('invalid_grant');
      }
    }
    expect(await codeOf(tokens['id_token'])).toBe('token_wrong_type');
    const { body } = await post(server, '/oauth/token', {
      grant_type: 'refresh_token',
      refresh_token: String(tokens['refresh_token']),
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: accessToken,
    });
    expect(body).not.toHaveProperty('access_token');
  });

  it('a disabled user has no userinfo, no refresh, no new token and no access', async () => {
    const { id: bobId } = await server.users.create({
      username: 'bob-disabled',
      password: 'correct horse battery staple',
      roles: [],
      groups: [],
    });
    const own = new Browser(server);
    let page = await own.open(authorizeUrl(id));
    page = await own.submit(page, {
      username: 'bob-disabled',
      password: 'correct horse battery staple',
    });
    page = await own.submit(page, { decision: 'allow' });
    const form = {
      grant_type: 'authorization_code',
      code: page.url.searchParams.get('code') ?? '',
      redirect_uri: CALLBACK,
    };
    const { body } = await post(server, '/oauth/token', form, basic(id, secret));
    await server.users.update(bobId, { enabled: false });
    expect(await codeOf(body['access_token'])).toBe('user_disabled');
    expect((await userinfo(body['access_token'])).status).toBe(401);
    const refreshed = await post(
      server,
      '/oauth/token',
      { grant_type: 'refresh_token', refresh_token: String(body['refresh_token']) },
      basic(id, secret),
    );
    expect(refreshed.body['error']).toBe('invalid_grant');
    // The session in the browser is still there, and somebody has to sign in.
    expect((await own.open(authorizeUrl(id))).text).toContain('id="login"');
    await server.users.remove(bobId);
    expect(await codeOf(body['access_token'])).toBe('token_revoked');
    expect((await own.open(authorizeUrl(id))).text).toContain('id="login"');
  });

  it('a disabled client can neither refresh nor ask, and its tokens are refused', async () => {
    const other = await server.register({ grant_types: ['client_credentials'], scope: 'read' });
    const ask = () =>
      post(
        server,
        '/oauth/token',
        { grant_type: 'client_credentials' },
        basic(other.id, other.secret),
      );
    const { body } = await ask();
    await server.clients.update(server.ownerApp.id, other.id, { enabled: false });
    const refused = await ask();
    expect([refused.status, refused.body['error']]).toEqual([401, 'invalid_client']);
    expect(await codeOf(body['access_token'])).toBe('token_revoked');
    await server.clients.update(server.ownerApp.id, other.id, { enabled: true });
    expect(await codeOf(body['access_token'])).toBe('accepted');
    await server.clients.remove(server.ownerApp.id, other.id);
    expect((await ask()).status).toBe(401);
    expect(await codeOf(body['access_token'])).toBe('token_revoked');
  });

  it('a client that lost a scope gets it no more', async () => {
    const other = await server.register();
    const end = await authorize(server, authorizeUrl(other.id), browser);
    const form = {
      grant_type: 'authorization_code',
      code: end.searchParams.get('code') ?? '',
      redirect_uri: CALLBACK,
    };
    const { body } = await post(server, '/oauth/token', form, basic(other.id, other.secret));
    await server.clients.update(server.ownerApp.id, other.id, { scope: 'openid profile' });
    const refreshed = await post(
      server,
      '/oauth/token',
      { grant_type: 'refresh_token', refresh_token: String(body['refresh_token']) },
      basic(other.id, other.secret),
    );
    expect(refreshed.body['scope']).toBe('openid profile');
  });
});
