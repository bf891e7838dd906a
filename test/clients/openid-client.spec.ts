import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../harness/server.js';
import { createApp, createOAuthClient, publicUrlOf, type Created } from './consumer.js';
import { Person } from './person.js';

const CALLBACK = 'https://app.example.com/callback';
const SCOPE = 'openid profile read:owneraccounts';
const AUTHENTICATIONS = [
  ['ClientSecretBasic', client.ClientSecretBasic],
  ['ClientSecretPost', client.ClientSecretPost],
] as const;

type SignIn = client.TokenEndpointResponse & client.TokenEndpointResponseHelpers;

let server: TestServer;
let issuer: URL;
let registered: Created;

beforeAll(async () => {
  server = await startServer();
  issuer = new URL(publicUrlOf(server));
  registered = await createOAuthClient(server, await createApp(server), {
    redirect_uris: [CALLBACK],
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    scope: SCOPE,
    require_pkce: true,
  });
});

afterAll(() => server?.stop());

function discover(
  authentication: (secret: string) => client.ClientAuth = client.ClientSecretBasic,
  algorithm: 'oidc' | 'oauth2' = 'oidc',
): Promise<client.Configuration> {
  return client.discovery(
    issuer,
    registered['client_id'] ?? '',
    undefined,
    authentication(registered['client_secret'] ?? ''),
    { algorithm, execute: [client.allowInsecureRequests] },
  );
}

/** The whole sign-in of a person at a fresh browser, with every check that the library offers. */
async function signIn(config: client.Configuration): Promise<SignIn> {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()];
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: CALLBACK,
    scope: SCOPE,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
  });
  const person = new Person(server.adminUsername, server.adminPassword);
  const callback = await person.visit(url);
  const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
  return client.authorizationCodeGrant(config, callback, checks);
}

function profileWith(token: string) {
  return server.call('GET', '/profile', { headers: { authorization: `Bearer ${token}` } });
}

describe('openid-client', () => {
  it.each(['oidc', 'oauth2'] as const)('discovers the server by the %s document', async (kind) => {
    const metadata = (await discover(undefined, kind)).serverMetadata();
    expect(metadata.issuer).toBe(publicUrlOf(server));
    expect(metadata.supportsPKCE()).toBe(true);
    expect(metadata.response_types_supported).toEqual(['code']);
    expect(metadata.authorization_response_iss_parameter_supported).toBe(true);
  });

  it.each(AUTHENTICATIONS)('gets a token by client credentials with %s', async (_name, method) => {
    const config = await discover(method);
    const tokens = await client.clientCredentialsGrant(config, { scope: 'read:owneraccounts' });
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 900 });
    const url = new URL(server.url('/api/v1/Owners'));
    const answer = await client.fetchProtectedResource(config, tokens.access_token, url, 'GET');
    expect(answer.status).toBe(200);
  });

  it('is refused a scope of others by the code that the library knows', async () => {
    const grant = client.clientCredentialsGrant(await discover(), { scope: 'admin:*' });
    await expect(grant).rejects.toMatchObject({ error: 'invalid_scope', status: 400 });
  });

  it.each(AUTHENTICATIONS)(
    'signs a person in by code, PKCE, nonce and state with %s',
    async (_name, method) => {
      const config = await discover(method);
      const tokens = await signIn(config);
      const claims = tokens.claims();
      expect(claims).toMatchObject({ iss: publicUrlOf(server), aud: registered['client_id'] });
      const info = await client.fetchUserInfo(config, tokens.access_token, claims?.sub ?? '');
      expect(info['preferred_username']).toBe(server.adminUsername);
    },
  );

  it('is refused a code without PKCE when it is registered to need it', async () => {
    const url = client.buildAuthorizationUrl(await discover(), {
      redirect_uri: CALLBACK,
      scope: SCOPE,
      state: 'here',
    });
    const callback = await new Person(server.adminUsername, server.adminPassword).visit(url);
    expect(Object.fromEntries(callback.searchParams)).toMatchObject({
      error: 'invalid_request',
      state: 'here',
    });
  });

  it('refreshes to tokens that replace both', async () => {
    const config = await discover();
    const before = await signIn(config);
    const after = await client.refreshTokenGrant(config, before.refresh_token ?? '');
    expect(after.access_token).not.toBe(before.access_token);
    expect(after.refresh_token).toEqual(expect.any(String));
    expect(after.refresh_token).not.toBe(before.refresh_token);
    expect((await profileWith(after.access_token)).status).toBe(200);
  });

  it('looks tokens up, its own access and refresh tokens', async () => {
    const config = await discover();
    const tokens = await signIn(config);
    for (const token of [tokens.access_token, tokens.refresh_token ?? '']) {
      expect(await client.tokenIntrospection(config, token)).toMatchObject({
        active: true,
        client_id: registered['client_id'],
        sub: tokens.claims()?.sub,
      });
    }
    expect(await client.tokenIntrospection(config, 'no-such-token')).toEqual({ active: false });
  });

  it('revokes an access token: inactive, and refused on the next call though it was let in before', async () => {
    const config = await discover();
    const { access_token: token } = await client.clientCredentialsGrant(config);
    expect((await profileWith(token)).status).toBe(200);
    await client.tokenRevocation(config, token);
    expect(await profileWith(token)).toMatchObject({
      status: 401,
      body: { code: 'token_revoked' },
    });
    expect(await client.tokenIntrospection(config, token)).toEqual({ active: false });
  });

  it('revokes a refresh token, and with it the access tokens of its grant', async () => {
    const config = await discover();
    const tokens = await signIn(config);
    expect((await profileWith(tokens.access_token)).status).toBe(200);
    await client.tokenRevocation(config, tokens.refresh_token ?? '');
    const refresh = client.refreshTokenGrant(config, tokens.refresh_token ?? '');
    await expect(refresh).rejects.toMatchObject({ error: 'invalid_grant' });
    expect(await profileWith(tokens.access_token)).toMatchObject({
      status: 401,
      body: { code: 'token_revoked' },
    });
  });

  it('gets nothing with a wrong secret', async () => {
    const config = await discover(() => client.ClientSecretBasic('wrong'));
    await expect(client.clientCredentialsGrant(config)).rejects.toMatchObject({
      status: 401,
      cause: [{ scheme: 'basic', parameters: { error: 'invalid_client' } }],
    });
  });
});
