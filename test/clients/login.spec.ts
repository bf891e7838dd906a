import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../harness/server.js';
import { runPythonClient, type SeenAnswer } from './python-client.js';

type Report = Readonly<Record<string, SeenAnswer>> & {
  readonly claims: { readonly iat: number; readonly exp: number; readonly sub: string };
};

let server: TestServer;
let report: Report;

beforeAll(async () => {
  server = await startServer();
  report = await runPythonClient<Report>('login.py', {
    base: server.url(''),
    username: server.adminUsername,
    password: server.adminPassword,
  });
});

afterAll(() => server?.stop());

describe('a small web app that signs in with username and password', () => {
  it('gets a token and reaches the protected route under its name', () => {
    expect(report['login']).toMatchObject({
      status: 200,
      body: {
        access_token: expect.any(String),
        token_type: 'Bearer',
        refresh_token: expect.any(String),
      },
    });
    expect(report['protected']).toMatchObject({
      status: 200,
      body: { logged_in_as: server.adminUsername },
    });
  });

  it('gets a token that lives 15 minutes', () => {
    expect(report['login']?.body['expires_in']).toBe(900);
    expect(report.claims.exp - report.claims.iat).toBe(900);
  });

  it('gets a token whose claims other libraries take: a string subject, issued no later than now', () => {
    expect(report.claims.sub).toEqual(expect.any(String));
    expect(report.claims.iat).toBeLessThanOrEqual(Date.now() / 1000);
  });

  it('gets no cached copy of the token', () => {
    expect(report['login']?.headers['cache-control']).toBe('no-store');
  });

  it('refreshes, goes on, and is out after the sign-out', () => {
    expect(report['refreshed']).toMatchObject({ status: 200 });
    expect(report['refreshed']?.body['refresh_token']).not.toBe(
      report['login']?.body['refresh_token'],
    );
    expect(report['protected_afterwards']).toMatchObject({ status: 200 });
    expect(report['logout']).toMatchObject({ status: 204 });
    expect(report['after_logout']).toMatchObject({ status: 401, body: { code: 'token_revoked' } });
  });
});

describe('a small web app that does not know the password', () => {
  it.each(['wrong_password', 'unknown_user', 'sample_account'])(
    'is told so in the words that it expects: %s',
    (attempt) => {
      expect(report[attempt]).toMatchObject({
        status: 401,
        body: { msg: 'Bad username or password', code: 'bad_credentials' },
      });
      expect(report[attempt]?.headers['www-authenticate']).toBeDefined();
    },
  );

  it('is told which member is missing', () => {
    expect(report['no_password']).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', errors: [{ pointer: '#/password' }] },
    });
  });

  it('is refused without a token, with a bare token and with one that it signed itself', () => {
    expect(report['without_token']).toMatchObject({
      status: 401,
      body: { code: 'credential_missing' },
    });
    expect(report['without_bearer']).toMatchObject({
      status: 401,
      body: { code: 'scheme_missing', detail: expect.stringContaining('Bearer') },
    });
    expect(report['forged']?.status).toBe(401);
  });
});
