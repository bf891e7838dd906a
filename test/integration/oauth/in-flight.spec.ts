import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { authorize, authorizeUrl, Browser, type PageResponse } from './browser.js';
import {
  basic,
  CALLBACK,
  type OAuthServer,
  PASSWORD,
  post,
  startOAuthServer,
} from './oauth-server.js';

type Tokens = Record<string, unknown>;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * Requests that are being answered while their user is signed out: each is held right before it stores
 * something, the user is signed out, and the request goes on.
 */
describe('what a request stores while its user is signed out', () => {
  let server: OAuthServer;
  let client: { id: string; secret: string };
  let user: { id: string; username: string };
  let serial = 0;

  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 25, 8) });
    server = await startOAuthServer();
    // Not alice's: the client must not fall with its user.
    await server.apps.update(server.ownerApp.id, { ownerId: null });
    client = await server.register();
  });
  afterAll(async () => {
    vi.useRealTimers();
    await server.close();
  });
  beforeEach(async () => {
    const username = `user-${(serial += 1)}`;
    const { id } = await server.users.create({
      username,
      password: PASSWORD,
      roles: [],
      groups: [],
    });
    user = { id, username };
  });
  afterEach(() => vi.restoreAllMocks());

  const ask = (path: string, form: Record<string, string>) =>
    post(server, path, form, basic(client.id, client.secret));
  const codeForm = (end: URL) => ({
    grant_type: 'authorization_code',
    code: end.searchParams.get('code') ?? '',
    redirect_uri: CALLBACK,
  });
  const refreshForm = (tokens: Tokens) => ({
    grant_type: 'refresh_token',
    refresh_token: String(tokens['refresh_token']),
  });
  const signIn = async (browser: Browser, target: string): Promise<PageResponse> => {
    const login = await browser.open(target);
    const consent = await browser.submit(login, { username: user.username, password: PASSWORD });
    return consent.text.includes('id="consent"')
      ? browser.submit(consent, { decision: 'allow' })
      : consent;
  };

  /** As the administration does it. */
  const signOut = (changes: { enabled?: boolean; password?: string }) =>
    server.users.update(user.id, changes, async () => {
      await server.logins.revokeAllOf(user.id);
      await server.records.revokeByAccount(user.id);
    });

  /** Holds the first record of that kind back until `meanwhile` is done. @returns whether there was one */
  const during = (model: string, meanwhile: () => Promise<unknown>): (() => boolean) => {
    const upsert = server.records.upsert.bind(server.records);
    let isHeld = false;
    vi.spyOn(server.records, 'upsert').mockImplementation(async (...record) => {
      if (record[0] === model && !isHeld) {
        isHeld = true;
        vi.setSystemTime(Date.now() + 5);
        await meanwhile();
      }
      return upsert(...record);
    });
    return () => isHeld;
  };

  const expectUseless = async (tokens: Tokens, refusal: string): Promise<void> => {
    if (tokens['access_token'] !== undefined) {
      const accessToken = text(tokens['access_token']);
      expect(await server.verified(accessToken)).toEqual({ code: refusal });
      const introspected = await ask('/oauth/introspect', { token: accessToken });
      expect(introspected.body).toEqual({ active: false });
      const userinfo = await fetch(`${server.url}/oauth/userinfo`, {
        headers: { authorization: `Bearer ${accessToken}` },
      });
      expect(userinfo.status).toBe(401);
    }
    if (tokens['refresh_token'] !== undefined) {
      const { status, body } = await ask('/oauth/token', refreshForm(tokens));
      expect([status, body['error']]).toEqual([400, 'invalid_grant']);
    }
  };

  describe.each(['AccessToken', 'RefreshToken'])('at the token endpoint: %s', (model) => {
    it('is of no use from a code, neither while the user is disabled nor afterwards', async () => {
      const { url } = await signIn(new Browser(server), authorizeUrl(client.id));
      const wasHeld = during(model, () => signOut({ enabled: false }));
      const { status, body } = await ask('/oauth/token', codeForm(url));
      expect(wasHeld()).toBe(true);
      expect([200, 400]).toContain(status);
      await expectUseless(body, 'token_revoked');
      await server.users.update(user.id, { enabled: true });
      await expectUseless(body, 'token_revoked');
    });

    it('is of no use from a refresh, nor is the token that was refreshed', async () => {
      const { url } = await signIn(new Browser(server), authorizeUrl(client.id));
      const { body: first } = await ask('/oauth/token', codeForm(url));
      const wasHeld = during(model, () => signOut({ password: 'five blue kites climb' }));
      const { body: second } = await ask('/oauth/token', refreshForm(first));
      expect(wasHeld()).toBe(true);
      for (const tokens of [first, second]) await expectUseless(tokens, 'token_revoked');
    });
  });

  it.each(['Session', 'Grant', 'AuthorizationCode'])(
    'at the authorization endpoint is of no use: %s',
    async (model) => {
      // Known from before, so that one request signs in, grants and gives the code.
      await signIn(new Browser(server), authorizeUrl(client.id));
      const browser = new Browser(server);
      const wasHeld = during(model, () => signOut({ password: 'five blue kites climb' }));
      const { url } = await signIn(browser, authorizeUrl(client.id));
      expect(wasHeld()).toBe(true);
      const { body } = await ask('/oauth/token', codeForm(url));
      await expectUseless(body, 'token_revoked');
      expect((await browser.open(authorizeUrl(client.id))).text).toContain('id="login"');
    },
  );

  it('at the sign-in page is of no use: the answer of somebody who was checked by the old password', async () => {
    const browser = new Browser(server);
    const login = await browser.open(authorizeUrl(client.id));
    const wasHeld = during('Interaction', () => signOut({ password: 'five blue kites climb' }));
    const page = await browser.submit(login, { username: user.username, password: PASSWORD });
    expect(wasHeld()).toBe(true);
    expect(page.status).toBe(400);
    expect((await browser.open(login.url.pathname)).status).toBe(400);
    expect((await browser.open(authorizeUrl(client.id))).text).toContain('id="login"');
  });

  it('does not concern anybody else', async () => {
    const { url } = await signIn(new Browser(server), authorizeUrl(client.id));
    const wasHeld = during('AccessToken', async () => {
      const other = await server.users.create({
        username: `other-${serial}`,
        password: PASSWORD,
        roles: [],
        groups: [],
      });
      await server.users.update(other.id, { enabled: false }, () =>
        server.records.revokeByAccount(other.id),
      );
    });
    const { body } = await ask('/oauth/token', codeForm(url));
    expect(wasHeld()).toBe(true);
    expect(await server.verified(String(body['access_token']))).toHaveProperty('principal');
    expect((await ask('/oauth/token', refreshForm(body))).status).toBe(200);
    const end = await authorize(server, authorizeUrl(client.id));
    expect((await ask('/oauth/token', codeForm(end))).status).toBe(200);
  });
});
