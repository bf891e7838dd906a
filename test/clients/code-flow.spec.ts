import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../harness/free-port.js';
import { startServer, type TestServer } from '../harness/server.js';
import { createApp, createOAuthClient, publicUrlOf } from './consumer.js';
import { runPythonClient, type SeenAnswer } from './python-client.js';

interface Report {
  readonly [call: string]: unknown;
  readonly state_sent: string;
  readonly callback: Readonly<Record<string, string>>;
  readonly exchange: SeenAnswer<Readonly<Record<string, string>>>;
  readonly refresh: SeenAnswer<Readonly<Record<string, string>>>;
  readonly honest_retry: SeenAnswer;
  readonly library_token: Readonly<Record<string, string>>;
  readonly library_refreshed: Readonly<Record<string, string>>;
}

const SCOPE = 'profile read:owneraccounts';

let server: TestServer;
let report: Report;

beforeAll(async () => {
  server = await startServer();
  const redirectUri = `http://127.0.0.1:${await freePort()}/callback`;
  // The five members that everybody registers; nothing about PKCE.
  const client = await createOAuthClient(server, await createApp(server), {
    client_name: 'A web app',
    redirect_uris: [redirectUri],
    grant_types: ['authorization_code', 'refresh_token'],
    scope: SCOPE,
    token_endpoint_auth_method: 'client_secret_post',
  });
  report = await runPythonClient<Report>(
    'code_flow.py',
    {
      base: publicUrlOf(server),
      client_id: client['client_id'],
      client_secret: client['client_secret'],
      redirect_uri: redirectUri,
      scope: SCOPE,
      username: server.adminUsername,
      password: server.adminPassword,
    },
    { OAUTHLIB_INSECURE_TRANSPORT: '1' },
  );
});

afterAll(() => server?.stop());

describe('a web app that follows the OAuth flow by hand, without PKCE', () => {
  it('has the person sign in and consent, in this order, each once', () => {
    expect(report['pages']).toEqual([
      { status: 200, forms: ['login'] },
      { status: 200, forms: ['consent'] },
    ]);
  });

  it('gets a code, its own state and the issuer at its callback', () => {
    expect(report.callback).toEqual({
      code: expect.stringMatching(/^.{20,}$/),
      state: report.state_sent,
      iss: publicUrlOf(server),
    });
  });

  it('exchanges the code, with its secret in the form, for what the flow promises', () => {
    expect(report.exchange).toMatchObject({
      status: 200,
      body: {
        access_token: expect.any(String),
        token_type: 'Bearer',
        expires_in: 900,
        refresh_token: expect.any(String),
        scope: SCOPE,
      },
    });
    expect(report.exchange.headers['cache-control']).toBe('no-store');
  });

  it('calls with the token as the person who signed in', () => {
    expect(report['user']).toMatchObject({
      status: 200,
      body: { sub: expect.stringMatching(/^usr_/), username: server.adminUsername },
    });
  });

  it('refreshes to a new access token and a new refresh token', () => {
    expect(report.refresh).toMatchObject({
      status: 200,
      body: { token_type: 'Bearer', expires_in: 900, scope: SCOPE },
    });
    const [old, now] = [report.exchange.body, report.refresh.body];
    expect(now['access_token']).toEqual(expect.any(String));
    expect(now['access_token']).not.toBe(old['access_token']);
    expect(now['refresh_token']).toEqual(expect.any(String));
    expect(now['refresh_token']).not.toBe(old['refresh_token']);
    expect(report['user_after_refresh']).toMatchObject({
      status: 200,
      body: { username: server.adminUsername },
    });
  });

  it('gets nothing new for the old refresh token; an honest retry gets the same answer', () => {
    expect(report['old_refresh_for_less']).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
    expect(report.honest_retry.status).toBe(200);
    expect(report.honest_retry.body).toEqual(report.refresh.body);
  });

  it('loses the whole grant when the old refresh token turns up later', () => {
    const refused = { status: 400, body: { error: 'invalid_grant' } };
    expect(report['old_refresh_later']).toMatchObject(refused);
    expect(report['new_refresh_afterwards']).toMatchObject(refused);
    expect(report['user_afterwards']).toMatchObject({
      status: 401,
      body: { code: 'token_revoked' },
    });
  });

  it('cannot use the code a second time', () => {
    expect(report['code_again']).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });
});

describe('a web app that uses requests-oauthlib', () => {
  it('is not asked again by a person who has signed in and consented', () => {
    expect(report['pages_again']).toEqual([]);
  });

  it('gets its token, with the secret in the form or by HTTP Basic, and calls with it', () => {
    expect(report.library_token).toMatchObject({ token_type: 'Bearer', expires_in: 900 });
    for (const call of ['library_user', 'basic_user']) {
      expect(report[call]).toMatchObject({ status: 200, body: { username: server.adminUsername } });
    }
  });

  it('refreshes, and its scope stays as it asked for it', () => {
    expect(report.library_refreshed['refresh_token']).not.toBe(
      report.library_token['refresh_token'],
    );
    expect(report['library_user_after_refresh']).toMatchObject({ status: 200 });
  });
});

describe('a web app that does not get a code', () => {
  it('learns at its callback that the person said no, with its state and the issuer', () => {
    expect(report['denied']).toMatchObject({
      error: 'access_denied',
      state: 'no',
      iss: publicUrlOf(server),
    });
  });

  it('learns at its callback that it may not ask for a scope', () => {
    expect(report['foreign_scope']).toMatchObject({ error: 'invalid_scope', state: 'x' });
  });

  it('is never redirected to an address that is not registered', () => {
    expect(report['foreign_redirect_uri']).toMatchObject({ status: 400 });
    expect(report['foreign_redirect_uri']).not.toHaveProperty('headers.location');
  });

  it('gets nothing with a wrong secret', () => {
    expect(report['wrong_secret']).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
  });
});
