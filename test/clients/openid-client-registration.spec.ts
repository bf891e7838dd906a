import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../harness/server.js';
import { createUser, publicUrlOf } from './consumer.js';
import { Person } from './person.js';

const CALLBACK = 'https://app.example.com/callback';
const METADATA = {
  client_name: 'Tide tables',
  redirect_uris: [CALLBACK],
  grant_types: ['authorization_code', 'refresh_token'],
};

let server: TestServer;
let person: Person;

beforeAll(async () => {
  server = await startServer({ env: { OSTIARY_DYNAMIC_REGISTRATION: 'token' } });
  const { username, password } = await createUser(server, 'ada', { email: 'ada@example.com' });
  person = new Person(username, password);
});

afterAll(() => server?.stop());

/** Registers as the library's documentation has it, with its default: the secret in the form. */
function register(initialAccessToken?: string): Promise<client.Configuration> {
  return client.dynamicClientRegistration(
    new URL(publicUrlOf(server)),
    { ...METADATA, token_endpoint_auth_method: 'client_secret_post' },
    undefined,
    {
      execute: [client.allowInsecureRequests],
      ...(initialAccessToken === undefined ? {} : { initialAccessToken }),
    },
  );
}

describe('openid-client, with a client that registers itself', () => {
  it('registers with an initial access token, and signs a person in at once', async () => {
    const issued = await server.admin('POST', '/admin/registration-tokens');
    const config = await register(String(issued.body['registration_token']));
    expect(config.clientMetadata()).toMatchObject({
      ...METADATA,
      client_id: expect.any(String),
      client_secret: expect.any(String),
    });

    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const expectedState = client.randomState();
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: CALLBACK,
      scope: 'openid email',
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      state: expectedState,
    });
    const callback = await person.visit(url);
    const checks = { pkceCodeVerifier, expectedState };
    const tokens = await client.authorizationCodeGrant(config, callback, checks);
    const { sub = '' } = tokens.claims() ?? {};
    const info = await client.fetchUserInfo(config, tokens.access_token, sub);
    expect(info.email).toBe('ada@example.com');
  });

  it.each([
    ['no initial access token', undefined],
    ['one that is not known', 'unknown'],
  ])('is refused with %s', async (_name, token) => {
    await expect(register(token)).rejects.toMatchObject({
      code: 'OAUTH_WWW_AUTHENTICATE_CHALLENGE',
      status: 401,
    });
  });
});
