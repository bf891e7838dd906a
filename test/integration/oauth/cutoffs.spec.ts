import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { authorize, authorizeUrl, Browser } from './browser.js';
import {
  basic,
  CALLBACK,
  type OAuthServer,
  PASSWORD,
  post,
  startOAuthServer,
} from './oauth-server.js';

const CALLBACKS = { post_logout_redirect_uris: ['https://client.example/bye'] };

/** What was issued before a moment can be ended as a whole, for one client or for everybody. */
describe('what was issued before a cutoff', () => {
  let server: OAuthServer;

  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 25, 8) });
    server = await startOAuthServer();
  });
  afterAll(async () => {
    vi.useRealTimers();
    await server.close();
  });

  const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);

  /** A client, and everything that one of its users and the client itself can hold. */
  const open = async () => {
    const { id, secret } = await server.register(CALLBACKS);
    const robot = await server.register({ grant_types: ['client_credentials'], scope: 'read' });
    const browser = new Browser(server);
    const codeOf = async () =>
      (await authorize(server, authorizeUrl(id), browser)).searchParams.get('code') ?? '';
    const exchange = (code: string) => {
      const form = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK };
      return post(server, '/oauth/token', form, basic(id, secret));
    };
    const refresh = (token: unknown) => {
      const form = { grant_type: 'refresh_token', refresh_token: String(token) };
      return post(server, '/oauth/token', form, basic(id, secret));
    };
    const own = async () => {
      const form = { grant_type: 'client_credentials' };
      const { body } = await post(server, '/oauth/token', form, basic(robot.id, robot.secret));
      return String(body['access_token']);
    };
    const { body } = await exchange(await codeOf());
    return { id, secret, robot, browser, codeOf, exchange, refresh, own, tokens: body };
  };
  const codeOfRefusal = async (token: unknown) => {
    const verified = await server.verified(String(token));
    return 'code' in verified ? verified.code : 'accepted';
  };
  const isActive = async (token: unknown, id: string, secret: string) =>
    (await post(server, '/oauth/introspect', { token: String(token) }, basic(id, secret))).body[
      'active'
    ];

  it('J24: is dead for that client alone: access token, refresh token, code and machine token', async () => {
    const [mine, other] = [await open(), await open()];
    const [code, machineToken] = [await mine.codeOf(), await mine.own()];
    pass(1);
    for (const { id } of [mine, mine.robot]) await server.cutoffs.endOfClient(id, Date.now());

    expect(await codeOfRefusal(mine.tokens['access_token'])).toBe('token_revoked');
    expect(await codeOfRefusal(machineToken)).toBe('token_revoked');
    for (const token of [mine.tokens['access_token'], mine.tokens['refresh_token']]) {
      expect(await isActive(token, mine.id, mine.secret)).toBe(false);
    }
    for (const answer of [
      await mine.refresh(mine.tokens['refresh_token']),
      await mine.exchange(code),
    ]) {
      expect([answer.status, answer.body['error']]).toEqual([400, 'invalid_grant']);
    }
    const userinfo = await fetch(`${server.url}/oauth/userinfo`, {
      headers: { authorization: `Bearer ${String(mine.tokens['access_token'])}` },
    });
    expect(userinfo.status).toBe(401);

    expect(await codeOfRefusal(other.tokens['access_token'])).toBe('accepted');
    expect((await other.refresh(other.tokens['refresh_token'])).status).toBe(200);
  });

  it('leaves the client, its users and what they allowed: the next sign-in works at once', async () => {
    const { id, browser, codeOf, exchange, own, robot } = await open();
    pass(1);
    for (const each of [id, robot.id]) await server.cutoffs.endOfClient(each, Date.now());
    expect((await browser.open(authorizeUrl(id))).url.searchParams.get('code')).not.toBeNull();
    const { status, body } = await exchange(await codeOf());
    expect(status).toBe(200);
    expect(await codeOfRefusal(body['access_token'])).toBe('accepted');
    expect(await codeOfRefusal(await own())).toBe('accepted');
  });

  it('J24: is no hint any more', async () => {
    const { id, browser, codeOf, exchange, tokens } = await open();
    const hinted = (hint: unknown, path = '/oauth/logout') =>
      `${path}?${new URLSearchParams({ id_token_hint: String(hint), client_id: id })}`;
    const silently = authorizeUrl(id, {
      prompt: 'none',
      id_token_hint: String(tokens['id_token']),
    });
    expect((await browser.open(silently)).url.searchParams.get('code')).not.toBeNull();
    expect((await browser.open(hinted(tokens['id_token']))).status).toBe(200);
    pass(1);
    await server.cutoffs.endOfClient(id, Date.now());
    expect((await browser.open(silently)).url.searchParams.get('error')).toBe('invalid_request');
    expect((await browser.open(hinted(tokens['id_token']))).status).toBe(400);
    const { body } = await exchange(await codeOf());
    expect((await browser.open(hinted(body['id_token']))).status).toBe(200);
  });

  it('J24: is dead for everybody, sign-in sessions included', async () => {
    const { id, browser, exchange, refresh, tokens, codeOf } = await open();
    const { accessToken, refreshToken } = await server.logins.issue({
      userId: server.user.id,
      username: 'alice',
    });
    pass(1);
    await server.cutoffs.endEverything(Date.now());
    for (const token of [tokens['access_token'], accessToken]) {
      expect(await codeOfRefusal(token)).toBe('token_revoked');
    }
    expect((await refresh(tokens['refresh_token'])).body['error']).toBe('invalid_grant');
    await expect(server.logins.refresh(refreshToken)).rejects.toMatchObject({
      code: 'token_revoked',
    });
    expect((await browser.open(authorizeUrl(id))).text).toContain('id="login"');
    expect(await codeOfRefusal((await exchange(await codeOf())).body['access_token'])).toBe(
      'accepted',
    );
  });

  it('never comes back: an earlier time changes nothing', async () => {
    const { id, tokens } = await open();
    pass(1);
    const time = Date.now();
    expect(await server.cutoffs.endOfClient(id, time)).toBe(time);
    expect(await server.cutoffs.endOfClient(id, time - 60_000)).toBe(time);
    expect(await codeOfRefusal(tokens['access_token'])).toBe('token_revoked');
  });

  it('keeps a used jti, and a sign-in that is under way', async () => {
    const { id } = await server.register();
    const browser = new Browser(server);
    const login = await browser.open(authorizeUrl(id));
    await server.records.upsert('ReplayDetection', 'jti-1', { clientId: id }, 300);
    pass(1);
    await server.cutoffs.endEverything(Date.now());
    expect(await server.records.find('ReplayDetection', 'jti-1')).not.toBeNull();
    const consent = await browser.submit(login, { username: 'alice', password: PASSWORD });
    expect(consent.text).toContain('id="consent"');
  });

  it('tells every remembered verdict', async () => {
    const { id } = await server.register();
    server.published.length = 0;
    await server.cutoffs.endOfClient(id, Date.now());
    await server.cutoffs.endEverything(Date.now());
    expect(server.published).toEqual([`oauth_client:${id}`, 'tokens:all']);
  });
});
