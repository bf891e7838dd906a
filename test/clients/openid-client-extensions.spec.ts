import { SignJWT } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../harness/server.js';
import {
  createAccessKey,
  createApi,
  createApiKey,
  createApp,
  createOAuthClient,
  createUser,
  publicUrlOf,
} from './consumer.js';
import { Person } from './person.js';

const CALLBACK = 'https://app.example.com/callback';
const AFTER_LOGOUT = 'https://app.example.com/goodbye';
const SCOPE = 'openid profile email phone address';
const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const CLAIMS = {
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  email_verified: true,
  phone_number: '+442079460000',
  phone_number_verified: false,
  address: { locality: 'London', country: 'United Kingdom' },
};

let server: TestServer;
let appId: string;
let ada: Awaited<ReturnType<typeof createUser>>;

beforeAll(async () => {
  server = await startServer();
  appId = await createApp(server);
  ada = await createUser(server, 'ada', CLAIMS);
});

afterAll(() => server?.stop());

/** A new client of the server, as the library configures it by discovery. */
async function clientWith(
  members: Readonly<Record<string, unknown>> = {},
  authentication?: client.ClientAuth,
): Promise<client.Configuration> {
  const registered = await createOAuthClient(server, appId, {
    redirect_uris: [CALLBACK],
    post_logout_redirect_uris: [AFTER_LOGOUT],
    grant_types: ['authorization_code', 'refresh_token'],
    scope: SCOPE,
    require_pkce: true,
    ...members,
  });
  const { client_id = '', client_secret } = registered;
  return client.discovery(
    new URL(publicUrlOf(server)),
    client_id,
    client_secret,
    authentication ?? (client_secret === undefined ? client.None() : undefined),
    { execute: [client.allowInsecureRequests] },
  );
}

/** What belongs to one authorization request, and the checks of its answer. */
async function newRequest(parameters: Readonly<Record<string, string>> = {}) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()];
  const request = {
    redirect_uri: CALLBACK,
    scope: SCOPE,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
    ...parameters,
  };
  const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
  return { request, checks };
}

const somebody = () => new Person(ada.username, ada.password);

async function signIn(
  config: client.Configuration,
  parameters: Readonly<Record<string, string>> = {},
  person = somebody(),
) {
  const { request, checks } = await newRequest(parameters);
  const callback = await person.visit(client.buildAuthorizationUrl(config, request));
  return client.authorizationCodeGrant(config, callback, checks);
}

describe('openid-client', () => {
  it('learns of a person what the scopes name', async () => {
    const config = await clientWith();
    const tokens = await signIn(config);
    const info = await client.fetchUserInfo(config, tokens.access_token, ada.id);
    expect(info).toMatchObject({ sub: ada.id, preferred_username: 'ada', ...CLAIMS });
  });

  it('learns less when less is asked for', async () => {
    const config = await clientWith();
    const tokens = await signIn(config, { scope: 'openid email' });
    const info = await client.fetchUserInfo(config, tokens.access_token, ada.id);
    const { email, email_verified } = CLAIMS;
    expect(info).toEqual({ sub: ada.id, email, email_verified });
  });

  it('gets single claims in the ID token by the claims parameter', async () => {
    const claims = JSON.stringify({ id_token: { email: null, phone_number: null } });
    const tokens = await signIn(await clientWith(), { scope: 'openid', claims });
    const { email, phone_number } = CLAIMS;
    expect(tokens.claims()).toMatchObject({ email, phone_number });
  });

  it('asks again who it is with max_age, and gets the time of it', async () => {
    const config = await clientWith();
    const person = somebody();
    await signIn(config, {}, person);
    const { request, checks } = await newRequest({ max_age: '0' });
    const callback = await person.visit(client.buildAuthorizationUrl(config, request));
    const tokens = await client.authorizationCodeGrant(config, callback, { ...checks, maxAge: 60 });
    expect(tokens.claims()?.auth_time).toEqual(expect.any(Number));
    expect(person.answered.filter((form) => form === 'login')).toHaveLength(2);
  });

  it('is told login_required by prompt=none when nobody is signed in', async () => {
    await expect(signIn(await clientWith(), { prompt: 'none' })).rejects.toMatchObject({
      code: 'OAUTH_AUTHORIZATION_RESPONSE_ERROR',
      error: 'login_required',
    });
  });

  it('pushes its authorization request, and must where it is registered so', async () => {
    const config = await clientWith({ require_pushed_authorization_requests: true });
    const { request, checks } = await newRequest();
    const url = await client.buildAuthorizationUrlWithPAR(config, request);
    expect([...url.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
    const tokens = await client.authorizationCodeGrant(config, await somebody().visit(url), checks);
    expect(tokens.claims()?.sub).toBe(ada.id);
    await expect(signIn(config)).rejects.toMatchObject({ error: 'invalid_request' });
  });

  it('signs a person in at a device, which has no browser', async () => {
    const config = await clientWith({
      kind: 'native',
      redirect_uris: [],
      post_logout_redirect_uris: [],
      grant_types: [DEVICE_GRANT, 'refresh_token'],
    });
    const device = await client.initiateDeviceAuthorization(config, { scope: SCOPE });
    const person = somebody();
    const page = await person.open(device.verification_uri_complete ?? '');
    expect(page.html).toContain('id="device-done"');
    // The person has decided, so that the first question of the device is answered.
    const tokens = await client.pollDeviceAuthorizationGrant(config, { ...device, interval: 1 });
    expect(tokens.claims()?.sub).toBe(ada.id);
    const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '');
    expect(refreshed.access_token).not.toBe(tokens.access_token);
  });

  it('gets a token for the resource that it names, and for no other', async () => {
    const audience = 'https://tides.example.com';
    const scopes = [{ name: 'tides:read', description: 'See the tides' }];
    await createApi(server, { name: 'Tides', audience, path_prefix: '/tides', scopes });
    const config = await clientWith({ scope: `${SCOPE} tides:read` });
    const tokens = await signIn(config, { scope: 'openid tides:read', resource: audience });
    const seen = await client.tokenIntrospection(config, tokens.access_token);
    expect(seen).toMatchObject({
      active: true,
      aud: expect.arrayContaining([audience]),
      scope: 'openid tides:read',
    });
    await expect(signIn(config, { resource: 'https://unknown.example.com' })).rejects.toMatchObject(
      { error: 'invalid_target' },
    );
  });

  it('signs the person out at the server, and comes back with its state', async () => {
    const config = await clientWith();
    const person = somebody();
    const tokens = await signIn(config, {}, person);
    const url = client.buildEndSessionUrl(config, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: AFTER_LOGOUT,
      state: 'bye',
    });
    expect((await person.visit(url)).href).toBe(`${AFTER_LOGOUT}?state=bye`);
    await expect(signIn(config, { prompt: 'none' }, person)).rejects.toMatchObject({
      error: 'login_required',
    });
  });

  it('proves itself by a signed assertion, and to no other server', async () => {
    const { privateKey, publicKey } = await client.randomDPoPKeyPair('ES256');
    const jwk = { ...(await crypto.subtle.exportKey('jwk', publicKey)), kid: 'first' };
    const members = {
      kind: 'machine',
      redirect_uris: [],
      post_logout_redirect_uris: [],
      grant_types: ['client_credentials'],
      scope: 'read:owneraccounts',
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [{ kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y, kid: jwk.kid }] },
    };
    const key = { key: privateKey, kid: jwk.kid };
    const config = await clientWith(members, client.PrivateKeyJwt(key));
    const tokens = await client.clientCredentialsGrant(config);
    expect(tokens).toMatchObject({ token_type: 'bearer', scope: 'read:owneraccounts' });

    const forAnother = client.PrivateKeyJwt(key, {
      [client.modifyAssertion]: (_header, payload) => {
        payload['aud'] = 'https://other.example.com';
      },
    });
    const grant = client.clientCredentialsGrant(await clientWith(members, forAnother));
    await expect(grant).rejects.toMatchObject({
      status: 401,
      cause: [{ parameters: { error: 'invalid_client' } }],
    });
  });

  it('binds its tokens to a key by DPoP, at every step and at the protected resource', async () => {
    const config = await clientWith({ dpop_bound_access_tokens: true });
    const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair());
    const { request, checks } = await newRequest();
    const url = client.buildAuthorizationUrl(config, request);
    const callback = await somebody().visit(url);
    const code = client.authorizationCodeGrant(config, callback, checks, {}, { DPoP });
    const { refresh_token = '' } = await code;
    const tokens = await client.refreshTokenGrant(config, refresh_token, {}, { DPoP });
    expect(tokens.token_type).toBe('dpop');

    const info = await client.fetchUserInfo(config, tokens.access_token, ada.id, { DPoP });
    expect(info.preferred_username).toBe('ada');
    const profile = new URL('/profile', publicUrlOf(server));
    const call = (options: client.DPoPOptions) =>
      client.fetchProtectedResource(
        config,
        tokens.access_token,
        profile,
        'GET',
        undefined,
        undefined,
        options,
      );
    expect((await call({ DPoP })).status).toBe(200);
    const other = client.getDPoPHandle(config, await client.randomDPoPKeyPair());
    for (const options of [{}, { DPoP: other }]) {
      await expect(call(options)).rejects.toMatchObject({ status: 401 });
    }
  });

  it('turns an API key and a signed token into access tokens', async () => {
    const { key = '' } = await createApiKey(server, appId, { scopes: ['read:owneraccounts'] });
    const { ak = '', sk = '' } = await createAccessKey(server, appId, {
      scopes: ['read:owneraccounts'],
    });
    const assertion = await new SignJWT({ typ: 'app_token' })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(ak)
      .setSubject(ak)
      .setIssuedAt()
      .setExpirationTime('10m')
      .sign(new TextEncoder().encode(sk));
    const config = await clientWith({
      kind: 'machine',
      redirect_uris: [],
      post_logout_redirect_uris: [],
      grant_types: ['client_credentials', TOKEN_EXCHANGE, JWT_BEARER],
      scope: 'read:owneraccounts',
    });
    const exchanged = await client.genericGrantRequest(config, TOKEN_EXCHANGE, {
      subject_token: key,
      subject_token_type: 'urn:ostiary:params:oauth:token-type:api_key',
    });
    expect(exchanged.issued_token_type).toBe('urn:ietf:params:oauth:token-type:access_token');
    const granted = await client.genericGrantRequest(config, JWT_BEARER, { assertion });
    const owners = new URL('/api/v1/Owners', publicUrlOf(server));
    for (const { access_token } of [exchanged, granted]) {
      const answer = await client.fetchProtectedResource(config, access_token, owners, 'GET');
      expect(answer.status).toBe(200);
    }
    const unknown = client.genericGrantRequest(config, JWT_BEARER, { assertion: `${assertion}x` });
    await expect(unknown).rejects.toMatchObject({ error: 'invalid_grant' });
  });
});
