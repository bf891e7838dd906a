import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../harness/server.js';
import { createApp, createOAuthClient, publicUrlOf, type Created } from './consumer.js';
import { Person } from './person.js';

const CALLBACK = 'https://app.example.com/callback';
const SCOPE = 'openid profile read:owneraccounts';
/** The one thing that a client on plain http has to say. */
const HTTP = { [oauth.allowInsecureRequests]: true };

let server: TestServer;
let as: oauth.AuthorizationServer;
let web: Created;
let native: Created;

beforeAll(async () => {
  server = await startServer();
  const issuer = new URL(publicUrlOf(server));
  const response = await oauth.discoveryRequest(issuer, HTTP);
  as = await oauth.processDiscoveryResponse(issuer, response);
  const appId = await createApp(server);
  const members = { redirect_uris: [CALLBACK], scope: SCOPE };
  const grants = ['authorization_code', 'refresh_token'];
  web = await createOAuthClient(server, appId, {
    ...members,
    grant_types: [...grants, 'client_credentials'],
  });
  native = await createOAuthClient(server, appId, {
    ...members,
    grant_types: grants,
    token_endpoint_auth_method: 'none',
  });
});

afterAll(() => server?.stop());

const clientOf = (registered: Created): oauth.Client => ({
  client_id: registered['client_id'] ?? '',
});

const secretOf = (registered: Created) =>
  oauth.ClientSecretBasic(registered['client_secret'] ?? '');

/** The authorization response of a person at a fresh browser, checked, and what goes with its code. */
async function authorize(client: oauth.Client) {
  const verifier = oauth.generateRandomCodeVerifier();
  const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
  const url = new URL(as.authorization_endpoint ?? '');
  url.search = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: SCOPE,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  }).toString();
  const callback = await new Person(server.adminUsername, server.adminPassword).visit(url);
  return { parameters: oauth.validateAuthResponse(as, client, callback, state), verifier, nonce };
}

type Authorized = Awaited<ReturnType<typeof authorize>>;

async function exchange(
  client: oauth.Client,
  authentication: oauth.ClientAuth,
  { parameters, verifier, nonce }: Authorized,
): Promise<oauth.TokenEndpointResponse> {
  const response = await oauth.authorizationCodeGrantRequest(
    as,
    client,
    authentication,
    parameters,
    CALLBACK,
    verifier,
    HTTP,
  );
  const checks = { expectedNonce: nonce, requireIdToken: true };
  return oauth.processAuthorizationCodeResponse(as, client, response, checks);
}

async function signIn(client: oauth.Client, authentication: oauth.ClientAuth) {
  return exchange(client, authentication, await authorize(client));
}

describe('oauth4webapi', () => {
  it('signs a person in: code, PKCE, nonce, state, issuer, ID token, userinfo', async () => {
    const client = clientOf(web);
    const tokens = await signIn(client, secretOf(web));
    const { sub } = oauth.getValidatedIdTokenClaims(tokens) ?? { sub: '' };
    const response = await oauth.userInfoRequest(as, client, tokens.access_token, HTTP);
    expect(await oauth.processUserInfoResponse(as, client, sub, response)).toMatchObject({
      sub,
      preferred_username: server.adminUsername,
    });
  });

  it('signs a person in at a public client, and refreshes there', async () => {
    const client = clientOf(native);
    const tokens = await signIn(client, oauth.None());
    const response = await oauth.refreshTokenGrantRequest(
      as,
      client,
      oauth.None(),
      tokens.refresh_token ?? '',
      HTTP,
    );
    const refreshed = await oauth.processRefreshTokenResponse(as, client, response);
    expect(refreshed.refresh_token).not.toBe(tokens.refresh_token);
    const url = new URL(server.url('/profile'));
    const { access_token } = refreshed;
    const call = await oauth.protectedResourceRequest(
      access_token,
      'GET',
      url,
      undefined,
      null,
      HTTP,
    );
    expect(call.status).toBe(200);
  });

  it('gets a token by client credentials, looks it up and revokes it', async () => {
    const [client, authentication] = [clientOf(web), secretOf(web)];
    const grant = await oauth.clientCredentialsGrantRequest(
      as,
      client,
      authentication,
      { scope: 'read:owneraccounts' },
      HTTP,
    );
    const { access_token } = await oauth.processClientCredentialsResponse(as, client, grant);
    const lookUp = async () => {
      const answer = await oauth.introspectionRequest(
        as,
        client,
        authentication,
        access_token,
        HTTP,
      );
      return oauth.processIntrospectionResponse(as, client, answer);
    };
    expect(await lookUp()).toMatchObject({ active: true, scope: 'read:owneraccounts' });
    const revocation = await oauth.revocationRequest(
      as,
      client,
      authentication,
      access_token,
      HTTP,
    );
    await oauth.processRevocationResponse(revocation);
    expect(await lookUp()).toEqual({ active: false });
  });

  it('as a protected resource: finds the server by RFC 9728 and proves its access tokens', async () => {
    const resource = new URL(publicUrlOf(server));
    const response = await oauth.resourceDiscoveryRequest(resource, HTTP);
    const metadata = await oauth.processResourceDiscoveryResponse(resource, response);
    expect(metadata.authorization_servers).toEqual([as.issuer]);
    const { access_token, expires_in } = await signIn(clientOf(web), secretOf(web));
    const request = new Request('https://api.example.com/', {
      headers: { authorization: `Bearer ${access_token}` },
    });
    const claims = await oauth.validateJwtAccessToken(as, request, metadata.resource, HTTP);
    expect(claims).toMatchObject({ client_id: web['client_id'], scope: SCOPE });
    expect(claims.exp - claims.iat).toBe(expires_in);
  });

  it('reports invalid_client for a wrong secret, from the challenge', async () => {
    const client = clientOf(web);
    const response = await oauth.clientCredentialsGrantRequest(
      as,
      client,
      oauth.ClientSecretBasic('wrong'),
      {},
      HTTP,
    );
    await expect(
      oauth.processClientCredentialsResponse(as, client, response),
    ).rejects.toMatchObject({
      code: oauth.WWW_AUTHENTICATE_CHALLENGE,
      status: 401,
      cause: [{ scheme: 'basic', parameters: { error: 'invalid_client' } }],
    });
  });

  it('reports invalid_grant for a code that was used, and the tokens of its first use end', async () => {
    const client = clientOf(web);
    const authorized = await authorize(client);
    const { access_token } = await exchange(client, secretOf(web), authorized);
    await expect(exchange(client, secretOf(web), authorized)).rejects.toMatchObject({
      code: oauth.RESPONSE_BODY_ERROR,
      error: 'invalid_grant',
      status: 400,
    });
    const response = await oauth.userInfoRequest(as, client, access_token, HTTP);
    await expect(
      oauth.processUserInfoResponse(as, client, oauth.skipSubjectCheck, response),
    ).rejects.toMatchObject({
      code: oauth.WWW_AUTHENTICATE_CHALLENGE,
      cause: [{ scheme: 'bearer', parameters: { error: 'invalid_token' } }],
    });
  });
});
