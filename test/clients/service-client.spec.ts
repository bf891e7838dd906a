import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../harness/server.js';
import { createApp, createOAuthClient, publicUrlOf } from './consumer.js';
import { runPythonClient, type SeenAnswer } from './python-client.js';

type Report = Readonly<Record<string, SeenAnswer>>;

const BOTH_SCOPES = 'read:owneraccounts read:owneraccount:permissions';

let server: TestServer;
let report: Report;

beforeAll(async () => {
  server = await startServer();
  const appId = await createApp(server);
  const machine = {
    grant_types: ['client_credentials'],
    token_endpoint_auth_method: 'client_secret_basic',
  };
  const client = await createOAuthClient(server, appId, { ...machine, scope: BOTH_SCOPES });
  const other = await createOAuthClient(server, appId, {
    ...machine,
    scope: 'read:owneraccount:permissions',
  });
  report = await runPythonClient<Report>('service_client.py', {
    base: publicUrlOf(server),
    client_id: client['client_id'],
    client_secret: client['client_secret'],
    other_client_id: other['client_id'],
    other_client_secret: other['client_secret'],
  });
});

afterAll(() => server?.stop());

describe('a service client with HTTP Basic', () => {
  it('gets a token for its scopes at /connect/token', () => {
    expect(report['token']).toMatchObject({
      status: 200,
      body: {
        access_token: expect.any(String),
        token_type: 'Bearer',
        expires_in: 900,
        scope: BOTH_SCOPES,
      },
    });
    expect(report['token']?.body).not.toHaveProperty('refresh_token');
  });

  it('gets the same at /oauth/token with its credentials in the form', () => {
    expect(report['form']).toMatchObject({
      status: 200,
      body: { token_type: 'Bearer', scope: 'read:owneraccounts' },
    });
  });

  it('is told what it got when it names no scope', () => {
    expect(report['no_scope']).toMatchObject({ status: 200, body: { scope: BOTH_SCOPES } });
  });

  it('reads the owners with the token as Bearer', () => {
    expect(report['right_header']).toMatchObject({ status: 200, body: expect.any(Array) });
  });

  it('is told in one line that the Bearer prefix is missing', () => {
    const { body, headers } = report['wrong_header'] as SeenAnswer;
    expect(report['wrong_header']).toMatchObject({
      status: 401,
      body: { code: 'scheme_unsupported', doc_url: expect.stringContaining('/errors/') },
    });
    expect(body['detail']).toContain('the Bearer prefix is missing');
    expect(body['detail']).not.toContain('\n');
    expect(headers['www-authenticate']).toMatch(/^Bearer /);
    expect(headers['www-authenticate']).toContain('resource_metadata=');
  });

  it('is told so too when it sends the token alone', () => {
    expect(report['bare_token']).toMatchObject({
      status: 401,
      body: { code: 'scheme_missing', detail: expect.stringContaining('"Bearer"') },
    });
  });
});

describe('a service client without the scope', () => {
  it('is refused the scope at the token endpoint', () => {
    expect(report['disallowed_scope']).toMatchObject({
      status: 400,
      body: { error: 'invalid_scope', error_description: expect.any(String) },
    });
  });

  it('is refused at the API, which names the scope in body and challenge', () => {
    expect(report['lesser_token']).toMatchObject({ status: 200 });
    expect(report['insufficient']).toMatchObject({
      status: 403,
      body: { code: 'insufficient_scope', detail: expect.stringContaining('read:owneraccounts') },
    });
    const challenge = report['insufficient']?.headers['www-authenticate'];
    expect(challenge).toContain('error="insufficient_scope"');
    expect(challenge).toContain('scope="read:owneraccounts"');
  });

  it('gets no token with a wrong secret', () => {
    expect(report['wrong_secret']).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
    expect(report['wrong_secret']?.headers['www-authenticate']).toMatch(/^Basic /);
  });
});
