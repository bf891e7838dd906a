import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../harness/server.js';
import {
  createAccessKey,
  createApp,
  createOAuthClient,
  createUser,
  publicUrlOf,
} from './consumer.js';
import { runPythonClient, type SeenAnswer } from './python-client.js';

type TokenSet = Readonly<Record<string, unknown>>;
interface Report {
  readonly [call: string]: unknown;
  readonly code_token: TokenSet;
  readonly refreshed: TokenSet;
  readonly introspected: SeenAnswer;
}

const CLAIMS = {
  email: 'ada@example.com',
  email_verified: true,
  phone_number: '+442079460000',
  address: { locality: 'London' },
};

let server: TestServer;
let clientId: string;
let report: Report;

beforeAll(async () => {
  server = await startServer();
  const { username, password } = await createUser(server, 'ada', CLAIMS);
  const redirectUri = 'https://app.example.com/callback';
  const appId = await createApp(server);
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keyClient = await createOAuthClient(server, appId, {
    kind: 'machine',
    scope: 'read:owneraccounts',
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: { keys: [publicKey.export({ format: 'jwk' })] },
  });
  const { ak, sk } = await createAccessKey(server, appId, { scopes: ['read:owneraccounts'] });
  const client = await createOAuthClient(server, appId, {
    redirect_uris: [redirectUri],
    grant_types: [
      'authorization_code',
      'refresh_token',
      'client_credentials',
      'urn:ietf:params:oauth:grant-type:device_code',
      'urn:ietf:params:oauth:grant-type:jwt-bearer',
    ],
    scope: 'openid profile email phone address read:owneraccounts',
    token_endpoint_auth_method: 'client_secret_basic',
  });
  clientId = client['client_id'] ?? '';
  report = await runPythonClient<Report>('authlib_flow.py', {
    base: publicUrlOf(server),
    client_id: clientId,
    client_secret: client['client_secret'],
    key_client_id: keyClient['client_id'],
    private_key: privateKey.export({ format: 'pem', type: 'pkcs8' }),
    ak,
    sk,
    redirect_uri: redirectUri,
    username,
    password,
  });
});

afterAll(() => server?.stop());

describe('Authlib', () => {
  it.each(['client_secret_basic', 'client_secret_post', 'private_key_jwt'])(
    'gets a token by client credentials and calls with it: %s',
    (method) => {
      expect(report[`token_${method}`]).toMatchObject({
        token_type: 'Bearer',
        expires_in: 900,
        expires_at: expect.any(Number),
        scope: 'read:owneraccounts',
      });
      expect(report[`owners_${method}`]).toMatchObject({ status: 200 });
    },
  );

  it('signs an assertion with an access key, and calls with the token for it', () => {
    expect(report['owners_assertion']).toMatchObject({ status: 200 });
  });

  it('gets tokens by code and PKCE, and calls as the person who signed in', () => {
    expect(report.code_token).toMatchObject({
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      id_token: expect.any(String),
      scope: 'openid profile read:owneraccounts',
    });
    expect(report['user']).toMatchObject({
      status: 200,
      body: { username: 'ada' },
    });
    expect(report['userinfo']).toMatchObject({
      status: 200,
      body: { sub: expect.stringMatching(/^usr_/), preferred_username: 'ada' },
    });
  });

  it('proves the ID token with the published keys', () => {
    expect(report['id_token_header']).toMatchObject({ alg: 'RS256', kid: expect.any(String) });
    expect(report['id_token']).toMatchObject({
      iss: publicUrlOf(server),
      aud: clientId,
      sub: expect.stringMatching(/^usr_/),
      nonce: expect.any(String),
    });
    expect(report['issuer']).toBe(publicUrlOf(server));
  });

  it('refreshes and goes on', () => {
    expect(report.refreshed['access_token']).not.toBe(report.code_token['access_token']);
    expect(report.refreshed['refresh_token']).not.toBe(report.code_token['refresh_token']);
    expect(report['user_after_refresh']).toMatchObject({ status: 200 });
  });

  it('looks a token up: whose it is, for whom, and until when', () => {
    expect(report.introspected).toMatchObject({
      status: 200,
      body: {
        active: true,
        client_id: clientId,
        sub: expect.stringMatching(/^usr_/),
        scope: 'openid profile read:owneraccounts',
        exp: expect.any(Number),
        iss: publicUrlOf(server),
      },
    });
  });

  it('revokes a token, which then is inactive and no longer let in', () => {
    expect(report['revoked']).toEqual({ status: 200 });
    expect(report['introspected_afterwards']).toMatchObject({ status: 200 });
    expect((report['introspected_afterwards'] as SeenAnswer).body).toEqual({ active: false });
    expect(report['user_afterwards']).toMatchObject({
      status: 401,
      body: { code: 'token_revoked' },
    });
  });

  it('learns of a person what the scopes name', () => {
    expect(report['claims']).toMatchObject({
      status: 200,
      body: { preferred_username: 'ada', ...CLAIMS },
    });
  });

  it('gets tokens for a device whose code a person has entered', () => {
    expect(report['device_token']).toMatchObject({
      access_token: expect.any(String),
      id_token: expect.any(String),
      scope: 'openid profile',
    });
    expect(report['device_user']).toMatchObject({ status: 200, body: { username: 'ada' } });
  });

  it.each(['wrong_verifier', 'no_verifier'])('gets nothing for a code with %s', (attempt) => {
    expect(report[attempt]).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('reports what is wrong: a code that was used, a secret', () => {
    expect(report['used_code']).toBe('invalid_grant');
    expect(report['wrong_secret']).toBe('invalid_client');
  });
});
