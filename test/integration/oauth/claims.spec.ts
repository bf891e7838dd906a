import { decodeJwt } from 'jose';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OAuthEngine } from '../../../src/surfaces/oauth/engine/oauth-engine.js';
import { RememberedConsents } from '../../../src/surfaces/oauth/engine/remembered-consents.js';
import { authorize, authorizeUrl, Browser, type PageResponse } from './browser.js';
import {
  basic,
  CALLBACK,
  type OAuthServer,
  PASSWORD,
  post,
  startOAuthServer,
} from './oauth-server.js';

const EVERY_SCOPE = 'openid profile email phone address';
const ADDRESS = { formatted: '1 Harbour Street\nLeith', country: 'United Kingdom' };
const PROFILE = {
  name: 'Alice Larsen',
  given_name: 'Alice',
  family_name: 'Larsen',
  middle_name: 'May',
  nickname: 'Al',
  profile: 'https://example.com/alice',
  picture: 'https://example.com/alice.png',
  website: 'https://alice.example.com',
  gender: 'female',
  birthdate: '1984-02-29',
  zoneinfo: 'Europe/London',
  locale: 'en-GB',
};

describe('the claims of a person', () => {
  let server: OAuthServer;
  beforeAll(async () => {
    server = await startOAuthServer();
    await server.users.update(server.user.id, {
      claims: {
        ...PROFILE,
        email: 'alice@example.com',
        email_verified: true,
        phone_number: '+442071838750',
        address: ADDRESS,
      },
    });
  });
  afterAll(() => server.close());

  const register = (scope = EVERY_SCOPE) => server.register({ scope });

  /** What a client learns after a sign-in with these parameters. */
  const learned = async (
    client: { id: string; secret: string },
    parameters: Record<string, string>,
    browser = new Browser(server),
  ) => {
    const end = await authorize(server, authorizeUrl(client.id, parameters), browser);
    const { body } = await post(
      server,
      '/oauth/token',
      {
        grant_type: 'authorization_code',
        code: end.searchParams.get('code') ?? '',
        redirect_uri: CALLBACK,
      },
      basic(client.id, client.secret),
    );
    const headers = { authorization: `Bearer ${String(body['access_token'])}` };
    const response = await fetch(`${server.url}/oauth/userinfo`, { headers });
    const userinfo = (await response.json()) as Record<string, unknown>;
    return { idToken: decodeJwt(String(body['id_token'])), userinfo };
  };
  const asked = async (id: string, claims: object, scope = 'openid'): Promise<PageResponse> => {
    const browser = new Browser(server);
    const target = authorizeUrl(id, { scope, claims: JSON.stringify(claims) });
    return browser.submit(await browser.open(target), { username: 'alice', password: PASSWORD });
  };

  it('are released scope by scope, at userinfo and in the ID token', async () => {
    const { userinfo, idToken } = await learned(await register(), { scope: EVERY_SCOPE });
    const { updatedAt } = await server.users.get(server.user.id);
    expect(userinfo).toEqual({
      sub: server.user.id,
      ...PROFILE,
      preferred_username: 'alice',
      updated_at: Math.floor(updatedAt / 1000),
      email: 'alice@example.com',
      email_verified: true,
      phone_number: '+442071838750',
      phone_number_verified: false,
      address: ADDRESS,
    });
    expect(idToken).toMatchObject({ email: 'alice@example.com', address: ADDRESS });
    const few = await learned(await register(), { scope: 'openid email' });
    expect(few.userinfo).toEqual({
      sub: server.user.id,
      email: 'alice@example.com',
      email_verified: true,
    });
  });

  it('are left out when they are not known', async () => {
    await server.users.create({ username: 'bare', password: PASSWORD, roles: [], groups: [] });
    const browser = new Browser(server);
    const client = await register();
    const target = authorizeUrl(client.id, { scope: EVERY_SCOPE });
    await browser.submit(await browser.open(target), { username: 'bare', password: PASSWORD });
    const { userinfo } = await learned(client, { scope: EVERY_SCOPE }, browser);
    expect(Object.keys(userinfo).sort()).toEqual(['preferred_username', 'sub', 'updated_at']);
  });

  it('are given one by one to a client that asks in the claims parameter, where it asks', async () => {
    const claims = {
      userinfo: { birthdate: { essential: true }, address: null },
      id_token: { email: null, nickname: { essential: true }, auth_time: { essential: true } },
    };
    const parameters = { scope: 'openid', claims: JSON.stringify(claims) };
    const { userinfo, idToken } = await learned(await register(), parameters);
    expect(userinfo).toEqual({
      sub: server.user.id,
      birthdate: PROFILE.birthdate,
      address: ADDRESS,
    });
    expect(idToken).toMatchObject({ email: 'alice@example.com', nickname: 'Al' });
    expect(idToken['auth_time']).toBeTypeOf('number');
    expect(idToken).not.toHaveProperty('birthdate');
  });

  it('are asked for in plain words unless a scope tells them anyway', async () => {
    const { id } = await register();
    const claims = { userinfo: { birthdate: null, email: null, no_such_claim: null } };
    const page = await asked(id, claims, 'openid email');
    expect(page.text).toContain('See your date of birth');
    expect(page.text.match(/See your email address/g)).toHaveLength(1);
    expect(page.text).not.toContain('<code>no_such_claim');
  });

  it('are remembered as allowed: a new claim is asked for, an old one is not', async () => {
    const { id } = await register();
    const target = (claim: string) =>
      authorizeUrl(id, {
        scope: 'openid',
        claims: JSON.stringify({ userinfo: { [claim]: null } }),
      });
    await authorize(server, target('birthdate'));
    // Another browser: what was allowed outlives the session.
    const browser = new Browser(server);
    const signIn = (page: PageResponse) =>
      browser.submit(page, { username: 'alice', password: PASSWORD });
    const again = await signIn(await browser.open(target('birthdate')));
    expect(again.url.searchParams.get('code')).not.toBeNull();
    expect((await browser.open(target('gender'))).text).toContain('See your gender');
  });

  it('are remembered as refused too, so that nobody is asked the same again', async () => {
    const { provider } = server.app.get(OAuthEngine, { strict: false });
    const consents = server.app.get(RememberedConsents, { strict: false });
    const [accountId, clientId] = [server.user.id, (await register()).id];
    const grant = new provider.Grant({ accountId, clientId });
    grant.addOIDCScope('openid');
    grant.addOIDCClaims(['email']);
    grant.rejectOIDCScope('phone');
    grant.rejectOIDCClaims(['birthdate']);
    await grant.save();
    await consents.remember(grant);
    const oidc = { account: { accountId }, client: { clientId }, provider };
    const copy = await consents.existingGrant({ oidc } as unknown as KoaContextWithOIDC);
    expect(copy?.jti).not.toBe(grant.jti);
    expect(copy?.getOIDCClaims()).toEqual(['email']);
    expect(copy?.getOIDCClaimsEncountered().sort()).toEqual(['birthdate', 'email']);
    expect(copy?.getOIDCScopeEncountered().split(' ').sort()).toEqual(['openid', 'phone']);
  });

  it('go to a client only as far as its registered scope does', async () => {
    const client = await register('openid email');
    const claims = JSON.stringify({ userinfo: { email: null, birthdate: { essential: true } } });
    const { userinfo } = await learned(client, { scope: 'openid', claims });
    expect(userinfo).toEqual({ sub: server.user.id, email: 'alice@example.com' });
  });

  it('are not given when a request for them makes no sense', async () => {
    const { id } = await register();
    for (const claims of ['{', '[]', '{}', '{"userinfo":[]}', '{"userinfo":{"email":true}}']) {
      const page = await new Browser(server).open(authorizeUrl(id, { scope: 'openid', claims }));
      expect([claims, page.url.searchParams.get('error')]).toEqual([claims, 'invalid_request']);
    }
  });

  it('are announced, every one of them', async () => {
    const response = await fetch(`${server.url}/.well-known/openid-configuration`);
    const metadata = (await response.json()) as Record<string, unknown>;
    expect(metadata['claims_parameter_supported']).toBe(true);
    expect(metadata['scopes_supported']).toEqual(
      expect.arrayContaining(['openid', 'profile', 'email', 'phone', 'address', 'offline_access']),
    );
    expect(metadata['claims_supported']).toEqual(
      expect.arrayContaining([
        ...Object.keys(PROFILE),
        ...['sub', 'iss', 'auth_time', 'sid', 'preferred_username', 'updated_at', 'address'],
        ...['email', 'email_verified', 'phone_number', 'phone_number_verified'],
      ]),
    );
  });
});
