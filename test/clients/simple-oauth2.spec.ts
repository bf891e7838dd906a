import { AuthorizationCode, ClientCredentials, type AccessToken } from 'simple-oauth2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../harness/server.js';
import { createApp, createOAuthClient, publicUrlOf, type Created } from './consumer.js';
import { Person } from './person.js';

const CALLBACK = 'https://app.example.com/callback';
const SCOPE = 'profile read:owneraccounts';

let server: TestServer;
let registered: Created;

beforeAll(async () => {
  server = await startServer();
  registered = await createOAuthClient(server, await createApp(server), {
    redirect_uris: [CALLBACK],
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    scope: SCOPE,
  });
});

afterAll(() => server?.stop());

/** No path: the library's own are those of the server. */
function config(secret = registered['client_secret'] ?? '') {
  return {
    client: { id: registered['client_id'] ?? '', secret },
    auth: { tokenHost: publicUrlOf(server) },
  };
}

/** What the callback of a person who has signed in and consented brings. */
async function callbackParameters(client: AuthorizationCode) {
  const parameters = { redirect_uri: CALLBACK, scope: SCOPE };
  const url = client.authorizeURL({ ...parameters, state: 'here' });
  const person = new Person(server.adminUsername, server.adminPassword);
  const { searchParams } = await person.visit(new URL(url));
  expect(searchParams.get('state')).toBe('here');
  return { ...parameters, code: searchParams.get('code') ?? '' };
}

async function signIn(): Promise<AccessToken> {
  const client = new AuthorizationCode(config());
  return client.getToken(await callbackParameters(client));
}

function callWith({ token }: AccessToken, path: string) {
  const authorization = `Bearer ${String(token['access_token'])}`;
  return server.call('GET', path, { headers: { authorization } });
}

describe('simple-oauth2', () => {
  it.each(['header', 'body'] as const)(
    'gets a token by client credentials with the secret in the %s',
    async (authorizationMethod) => {
      const client = new ClientCredentials({ ...config(), options: { authorizationMethod } });
      const accessToken = await client.getToken({ scope: 'read:owneraccounts' });
      expect(accessToken.token).toMatchObject({ token_type: 'Bearer', expires_in: 900 });
      expect(accessToken.expired()).toBe(false);
      expect((await callWith(accessToken, '/api/v1/Owners')).status).toBe(200);
    },
  );

  it('signs a person in by code, and calls as that person', async () => {
    const accessToken = await signIn();
    expect(accessToken.token).toMatchObject({ scope: SCOPE, refresh_token: expect.any(String) });
    expect(await callWith(accessToken, '/v1/user')).toMatchObject({
      status: 200,
      body: { username: server.adminUsername },
    });
  });

  it('refreshes a token that was stored as JSON in between', async () => {
    const before = await signIn();
    const stored = JSON.parse(JSON.stringify(before)) as unknown;
    const after = await new AuthorizationCode(config()).createToken(stored).refresh();
    expect(after.token['access_token']).not.toBe(before.token['access_token']);
    expect((await callWith(after, '/v1/user')).status).toBe(200);
  });

  it('revokes all: access and refresh token', async () => {
    const accessToken = await signIn();
    expect((await callWith(accessToken, '/v1/user')).status).toBe(200);
    await accessToken.revokeAll();
    expect(await callWith(accessToken, '/v1/user')).toMatchObject({
      status: 401,
      body: { code: 'token_revoked' },
    });
    await expect(accessToken.refresh()).rejects.toMatchObject({
      output: { statusCode: 400 },
      data: { payload: { error: 'invalid_grant' } },
    });
  });

  it('reports invalid_client for a wrong secret', async () => {
    const token = new ClientCredentials(config('wrong')).getToken({ scope: 'read:owneraccounts' });
    await expect(token).rejects.toMatchObject({
      output: { statusCode: 401 },
      data: { payload: { error: 'invalid_client' } },
    });
  });

  it('reports invalid_grant for a code that was used', async () => {
    const client = new AuthorizationCode(config());
    const parameters = await callbackParameters(client);
    await client.getToken(parameters);
    await expect(client.getToken(parameters)).rejects.toMatchObject({
      output: { statusCode: 400 },
      data: { payload: { error: 'invalid_grant' } },
    });
  });
});
