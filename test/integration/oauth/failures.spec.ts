import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  ClientSecretsService,
  OAuthClientsService,
} from '../../../src/modules/oauth-clients/index.js';
import { OAuthRecords } from '../../../src/modules/tokens/index.js';
import { UsersService } from '../../../src/modules/users/index.js';
import { authorize, authorizeUrl, Browser } from './browser.js';
import {
  basic,
  CALLBACK,
  type OAuthServer,
  PASSWORD,
  post,
  startOAuthServer,
} from './oauth-server.js';

/** What the driver throws when the database cannot be reached. */
function connectionLost(): Error {
  return Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
}

describe('the authorization server without its database', () => {
  let server: OAuthServer;
  let machine: { id: string; secret: string };

  beforeAll(async () => {
    server = await startOAuthServer();
    machine = await server.register({ grant_types: ['client_credentials'], scope: 'read' });
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  afterAll(() => server.close());

  const ask = () =>
    post(
      server,
      '/oauth/token',
      { grant_type: 'client_credentials' },
      basic(machine.id, machine.secret),
    );

  it.each([
    ['clients', () => vi.spyOn(OAuthClientsService.prototype, 'standing')],
    ['secrets', () => vi.spyOn(ClientSecretsService.prototype, 'verify')],
    ['tokens', () => vi.spyOn(OAuthRecords.prototype, 'upsert')],
  ] as const)('is unavailable, and refuses nobody, when %s cannot be read', async (_name, spy) => {
    // At each attempt: what fails on the short way is tried on the long one.
    spy().mockRejectedValue(connectionLost());
    const { status, body, headers } = await ask();
    expect([status, body['error']]).toEqual([503, 'temporarily_unavailable']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).not.toHaveProperty('access_token');
    vi.restoreAllMocks();
    expect((await ask()).status).toBe(200);
  });

  it('says no more than that of a fault of its own', async () => {
    vi.spyOn(OAuthRecords.prototype, 'upsert').mockRejectedValue(new Error('canary-91f2'));
    const { status, body, text } = await ask();
    expect([status, body['error']]).toEqual([500, 'server_error']);
    expect(text).not.toContain('canary-91f2');
  });

  it('keeps a token valid when it cannot look', async () => {
    const { body } = await ask();
    vi.spyOn(OAuthRecords.prototype, 'find').mockRejectedValueOnce(connectionLost());
    const response = await fetch(`${server.url}/oauth/userinfo`, {
      headers: { authorization: `Bearer ${String(body['access_token'])}` },
    });
    expect(response.status).toBe(503);
  });

  it('shows a page that says so where a person is', async () => {
    const { id } = await server.register();
    const browser = new Browser(server);
    vi.spyOn(OAuthClientsService.prototype, 'standing').mockRejectedValue(connectionLost());
    const page = await browser.open(authorizeUrl(id));
    expect(page.status).toBe(503);
    expect(page.text).toContain('<h1>');
    vi.restoreAllMocks();

    const login = await browser.open(authorizeUrl(id));
    vi.spyOn(UsersService.prototype, 'verifyPassword').mockRejectedValueOnce(connectionLost());
    const failed = await browser.submit(login, { username: 'alice', password: PASSWORD });
    expect(failed.status).toBe(503);
    expect(failed.headers.get('retry-after')).not.toBeNull();
    const consent = await browser.submit(login, { username: 'alice', password: PASSWORD });
    expect(consent.text).toContain('id="consent"');
  });

  it('writes no secret into its log', async () => {
    const { id, secret } = await server.register();
    const end = await authorize(server, authorizeUrl(id));
    const code = end.searchParams.get('code') ?? '';
    const form = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK };
    const { body } = await post(server, '/oauth/token', form, basic(id, secret));
    vi.spyOn(OAuthRecords.prototype, 'find').mockRejectedValueOnce(connectionLost());
    await post(server, '/oauth/token', form, basic(id, secret));
    const log = server.logLines.join('');
    expect(log).toContain('/oauth/token');
    for (const value of [secret, code, body['access_token'], body['refresh_token'], PASSWORD]) {
      expect(log).not.toContain(String(value));
    }
  });
});
