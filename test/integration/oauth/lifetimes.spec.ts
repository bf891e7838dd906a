import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AuditEvent } from '../../../src/platform/audit/audit-event.entity.js';
import { authorize, authorizeUrl, Browser } from './browser.js';
import { basic, CALLBACK, type OAuthServer, post, startOAuthServer } from './oauth-server.js';

const DAY = 24 * 60 * 60;

describe('lifetimes', () => {
  let server: OAuthServer;
  let id: string;
  let secret: string;

  beforeAll(async () => {
    // Only the calendar: timers, and with them the sockets, go on.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 20, 8) });
    server = await startOAuthServer();
    ({ id, secret } = await server.register());
  });
  afterAll(async () => {
    vi.useRealTimers();
    await server.close();
  });

  const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);
  const exchange = async (browser = new Browser(server), after = 0) => {
    const end = await authorize(server, authorizeUrl(id), browser);
    pass(after);
    const code = end.searchParams.get('code') ?? '';
    const form = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK };
    return post(server, '/oauth/token', form, basic(id, secret));
  };
  const refresh = (refreshToken: unknown) =>
    post(
      server,
      '/oauth/token',
      { grant_type: 'refresh_token', refresh_token: String(refreshToken) },
      basic(id, secret),
    );

  it('OA13: a code lives for a minute', async () => {
    expect((await exchange(undefined, 59)).status).toBe(200);
    const late = await exchange(undefined, 61);
    expect([late.status, late.body['error']]).toEqual([400, 'invalid_grant']);
  });

  it('OA20: a refresh that is repeated after ten seconds ends the grant', async () => {
    const { body: first } = await exchange();
    const { body: second } = await refresh(first['refresh_token']);
    pass(10);
    expect((await refresh(first['refresh_token'])).body).toEqual(second);
    expect(await server.verified(String(second['access_token']))).toHaveProperty('principal');
    pass(2);
    expect((await refresh(first['refresh_token'])).body['error']).toBe('invalid_grant');
    expect(await server.verified(String(second['access_token']))).toEqual({
      code: 'token_revoked',
    });
    expect((await refresh(second['refresh_token'])).body['error']).toBe('invalid_grant');
    expect(server.published.some((tag) => tag.startsWith('grant:'))).toBe(true);
    await vi.waitFor(async () => {
      const entries = await server.database.manager.findBy(AuditEvent, {
        action: 'oauth_grant.revoke',
      });
      expect(entries).toHaveLength(1);
      expect(entries[0]?.detail).toEqual({ reason: 'refresh_reuse', client_id: id });
      expect(entries[0]?.requestId).toMatch(/^req_/);
    });
  });

  it('an access token lives for fifteen minutes', async () => {
    const { body } = await exchange();
    const userinfo = async () =>
      (
        await fetch(`${server.url}/oauth/userinfo`, {
          headers: { authorization: `Bearer ${String(body['access_token'])}` },
        })
      ).status;
    pass(899);
    expect(await userinfo()).toBe(200);
    pass(16);
    expect(await userinfo()).toBe(401);
    expect(await server.verified(String(body['access_token']))).toEqual({ code: 'token_expired' });
  });

  it('OA23: rotation does not move the end of a refresh token', async () => {
    const browser = new Browser(server);
    let { body } = await exchange(browser);
    for (let week = 1; week <= 4; week += 1) {
      pass(7 * DAY);
      // The person comes by now and then, so that the session lives on.
      await authorize(server, authorizeUrl(id), browser);
      ({ body } = await refresh(body['refresh_token']));
      expect(body).toHaveProperty('access_token');
    }
    pass(2 * DAY + 1);
    expect((await refresh(body['refresh_token'])).body['error']).toBe('invalid_grant');
  });

  it('a question to a person waits for half an hour', async () => {
    const browser = new Browser(server);
    const login = await browser.open(authorizeUrl(id));
    pass(31 * 60);
    const late = await browser.open(login.url.pathname);
    expect(late.status).toBe(400);
    expect(late.text).toContain('session_not_found');
  });
});
