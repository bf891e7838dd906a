import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readJws } from '../../harness/jws.js';
import { authorize, authorizeUrl, Browser, hiddenFields, type PageResponse } from './browser.js';
import {
  basic,
  CALLBACK,
  type OAuthServer,
  PASSWORD,
  post,
  startOAuthServer,
} from './oauth-server.js';

const PASSWORD_CLASS = 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password';
const BYE = 'https://client.example/bye';

/** The parameters of an authorization request and of a sign-out, and what they may and may not bring about. */
describe('authorization parameters', () => {
  let server: OAuthServer;
  let id: string;
  let secret: string;
  let issuer: string;

  beforeAll(async () => {
    server = await startOAuthServer();
    ({ id, secret } = await server.register({ post_logout_redirect_uris: [BYE] }));
    await server.users.create({ username: 'bob', password: PASSWORD, roles: [], groups: [] });
    const metadata = await fetch(`${server.url}/.well-known/openid-configuration`);
    issuer = ((await metadata.json()) as { issuer: string }).issuer;
  });
  afterAll(() => server.close());

  const signedIn = async () => {
    const browser = new Browser(server);
    const end = await authorize(server, authorizeUrl(id), browser);
    return { browser, tokens: await redeem(end) };
  };
  const redeem = async (end: URL) => {
    const code = end.searchParams.get('code') ?? '';
    const form = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK };
    return (await post(server, '/oauth/token', form, basic(id, secret))).body;
  };
  const claimsOf = (tokens: Record<string, unknown>) => readJws(String(tokens['id_token'])).claims;
  const isLogin = (page: PageResponse) => page.text.includes('id="login"');
  const errorAt = (page: PageResponse) => page.url.searchParams.get('error');

  it.each([
    ['two kilobytes', 'x'.repeat(2048)],
    ['other scripts', 'Ωmega 潮汐 🚪'],
    ['what would be another parameter, and a header', '&x=%0d%0aSet-Cookie: a=b'],
    ['line breaks', 'a\r\nLocation: https://evil.example/'],
    ['markup', '"><script>alert(1)</script>'],
    ['percent signs and plus', '%2B+%25 +'],
  ])('OA15: state comes back as it was, with %s', async (_name, state) => {
    const { browser } = await signedIn();
    const success = await browser.open(authorizeUrl(id, { state }));
    expect(success.url.searchParams.get('code')).not.toBeNull();
    const refused = await browser.open(authorizeUrl(id, { state, scope: 'nobody-has-it' }));
    expect(errorAt(refused)).toBe('invalid_scope');
    for (const { url, headers } of [success, refused]) {
      expect(url.searchParams.getAll('state')).toEqual([state]);
      expect(url.origin).toBe(new URL(CALLBACK).origin);
      expect(headers.get('set-cookie') ?? '').not.toContain('a=b');
    }
    const form = await browser.open(authorizeUrl(id, { state, response_mode: 'form_post' }));
    expect(form.text).not.toContain('<script>alert');
    // Line breaks in a field are the form's to keep; browsers normalise them when they send it.
    expect(hiddenFields(form.text)['state']).toBe(state);
  });

  it('OA16: every answer names the issuer, so that none passes for another server’s', async () => {
    const { browser } = await signedIn();
    const { id: strict } = await server.register({ require_pkce: true });
    const essential = JSON.stringify({ id_token: { acr: { essential: true, value: 'x' } } });
    const cases: [string, string | null][] = [
      [authorizeUrl(id), null],
      [authorizeUrl(id, { response_type: 'token' }), 'unsupported_response_type'],
      [authorizeUrl(id, { scope: 'nobody-has-it' }), 'invalid_scope'],
      [authorizeUrl(id, { resource: 'https://nobody.example' }), 'invalid_target'],
      [authorizeUrl(id, { prompt: 'nonsense' }), 'invalid_request'],
      [authorizeUrl(id, { prompt: 'none login' }), 'invalid_request'],
      [authorizeUrl(id, { max_age: '-1' }), 'invalid_request'],
      [authorizeUrl(id, { id_token_hint: 'x' }), 'invalid_request'],
      [authorizeUrl(id, { request: 'e30.e30.' }), 'request_not_supported'],
      [authorizeUrl(id, { request_uri: 'https://evil.example' }), 'request_uri_not_supported'],
      [authorizeUrl(id, { claims: essential }), 'unmet_authentication_requirements'],
      [authorizeUrl(id, { prompt: 'none', max_age: '0' }), 'login_required'],
      [authorizeUrl(strict), 'invalid_request'],
      [
        authorizeUrl(strict, {
          prompt: 'none',
          code_challenge: 'x'.repeat(43),
          code_challenge_method: 'S256',
        }),
        'consent_required',
      ],
    ];
    for (const [target, error] of cases) {
      const { url } = await browser.open(target);
      const answer = url.hash === '' ? url.searchParams : new URLSearchParams(url.hash.slice(1));
      expect([target, answer.get('error')]).toEqual([target, error]);
      expect(answer.getAll('iss')).toEqual([issuer]);
    }
    let page = await browser.open(
      authorizeUrl(strict, { code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' }),
    );
    page = await browser.submit(page, { decision: 'deny' });
    expect(errorAt(page)).toBe('access_denied');
    expect(page.url.searchParams.getAll('iss')).toEqual([issuer]);
    const form = await browser.open(authorizeUrl(id, { response_mode: 'form_post' }));
    expect(hiddenFields(form.text)['iss']).toBe(issuer);
  });

  it('OA40: a sign-out asks, keeps to registered addresses and to the person of the hint', async () => {
    const { browser, tokens } = await signedIn();
    const logout = (parameters: Record<string, string> = {}) =>
      browser.open(`/oauth/logout?${new URLSearchParams(parameters)}`);
    const isStillIn = async () => {
      const { url } = await browser.open(authorizeUrl(id, { prompt: 'none' }));
      return url.searchParams.get('code') !== null;
    };
    // Without a hint, and with an address that nobody vouches for: a question, and no way to there.
    const question = await logout({ post_logout_redirect_uri: 'https://evil.example/' });
    expect([question.status, question.text.includes('id="logout"')]).toEqual([200, true]);
    expect(question.text).not.toContain('"https://evil.example');
    expect(question.headers.get('content-security-policy')).not.toContain('evil.example');

    const idToken = String(tokens['id_token']);
    const to = { post_logout_redirect_uri: 'https://evil.example/' };
    expect((await logout({ id_token_hint: idToken, ...to })).status).toBe(400);
    expect((await logout({ client_id: id, ...to })).status).toBe(400);

    const other = new Browser(server);
    let page = await other.open(authorizeUrl(id));
    page = await other.submit(page, { username: 'bob', password: PASSWORD });
    page = await other.submit(page, { decision: 'allow' });
    const bobs = String((await redeem(page.url))['id_token']);
    const refused = await logout({ id_token_hint: bobs, post_logout_redirect_uri: BYE });
    expect(refused.status).toBe(400);
    expect(refused.text).not.toContain('id="logout"');
    for (const hint of ['x', `${idToken}x`, String(tokens['access_token'])]) {
      expect((await logout({ id_token_hint: hint })).status).toBe(400);
    }
    expect(await isStillIn()).toBe(true);
    // Who is signed in nowhere has nothing to be asked.
    const nobody = new Browser(server);
    const end = await nobody.open(
      `/oauth/logout?${new URLSearchParams({ id_token_hint: bobs, post_logout_redirect_uri: BYE })}`,
    );
    expect(end.text).not.toContain('id="logout"');
  });

  it('OA46: request objects are refused, and nothing is fetched for them', async () => {
    let hits = 0;
    const canary = createServer((_request, response) => {
      hits += 1;
      response.end();
    }).listen(0, '127.0.0.1');
    await once(canary, 'listening');
    const { port } = canary.address() as AddressInfo;
    const browser = new Browser(server);
    for (const [parameters, error] of [
      [{ request_uri: `http://127.0.0.1:${port}/jar` }, 'request_uri_not_supported'],
      [{ request: 'eyJhbGciOiJub25lIn0.e30.' }, 'request_not_supported'],
    ] as const) {
      expect(errorAt(await browser.open(authorizeUrl(id, parameters)))).toBe(error);
    }
    canary.close();
    expect(hits).toBe(0);
  });

  it('OA47: nobody is asked with prompt=none, and everybody with max_age=0', async () => {
    const nobody = await new Browser(server).open(authorizeUrl(id, { prompt: 'none' }));
    expect(errorAt(nobody)).toBe('login_required');
    const { browser, tokens } = await signedIn();
    const silent = await browser.open(authorizeUrl(id, { prompt: 'none' }));
    expect(silent.url.searchParams.get('code')).not.toBeNull();
    expect(isLogin(await browser.open(authorizeUrl(id, { max_age: '3600' })))).toBe(false);
    const forced = await browser.open(authorizeUrl(id, { max_age: '0' }));
    expect(isLogin(forced)).toBe(true);
    const again = await browser.submit(forced, { username: 'alice', password: PASSWORD });
    const { auth_time: before } = claimsOf(await redeem(silent.url));
    const { auth_time: after } = claimsOf(await redeem(again.url));
    expect(Number(after)).toBeGreaterThanOrEqual(Number(before ?? claimsOf(tokens)['iat']));
  });

  it('OA47: a login hint is shown as text', async () => {
    const login_hint = '"><script>alert(1)</script>';
    const { text } = await new Browser(server).open(authorizeUrl(id, { login_hint }));
    expect(text).not.toContain('<script>alert');
    expect(text).toContain('&quot;>&lt;script>');
  });

  it('asks for a sign-in once, where prompt has login, select_account or both', async () => {
    for (const prompt of [
      'login',
      'select_account',
      'login select_account',
      'select_account consent',
    ]) {
      for (const browser of [new Browser(server), (await signedIn()).browser]) {
        let page = await browser.open(authorizeUrl(id, { prompt }));
        expect([prompt, isLogin(page)]).toEqual([prompt, true]);
        page = await browser.submit(page, { username: 'alice', password: PASSWORD });
        expect([prompt, isLogin(page)]).toEqual([prompt, false]);
        if (prompt.includes('consent')) expect(page.text).toContain('id="consent"');
        if (page.text.includes('id="consent"'))
          page = await browser.submit(page, { decision: 'allow' });
        expect(page.url.searchParams.get('code')).not.toBeNull();
      }
    }
    // The page of a wrong password is the page of the same question.
    let page = await new Browser(server).open(authorizeUrl(id, { prompt: 'select_account' }));
    expect(page.text).toContain('/select_account"');
    page = await new Browser(server).open(authorizeUrl(id, { prompt: 'consent' }));
    expect(isLogin(page)).toBe(true);
  });

  it('lets somebody else sign in after select_account', async () => {
    const { browser } = await signedIn();
    let page = await browser.open(authorizeUrl(id, { prompt: 'select_account' }));
    page = await browser.submit(page, { username: 'bob', password: PASSWORD });
    // The engine ends the first session by a form of its own.
    if (!page.text.includes('id="consent"') && page.text !== '')
      page = await browser.submit(page, {});
    if (page.text.includes('id="consent"'))
      page = await browser.submit(page, { decision: 'allow' });
    const { preferred_username: name } = claimsOf(await redeem(page.url));
    expect(name).toBe('bob');
  });

  it('answers for nobody but the person of the hint', async () => {
    const { browser, tokens } = await signedIn();
    const hint = { id_token_hint: String(tokens['id_token']) };
    const same = await browser.open(authorizeUrl(id, { ...hint, prompt: 'none' }));
    expect(same.url.searchParams.get('code')).not.toBeNull();

    const other = new Browser(server);
    let page = await other.open(authorizeUrl(id));
    page = await other.submit(page, { username: 'bob', password: PASSWORD });
    if (page.text.includes('id="consent"')) await other.submit(page, { decision: 'allow' });
    const silent = await other.open(authorizeUrl(id, { ...hint, prompt: 'none' }));
    expect(errorAt(silent)).toBe('login_required');
    page = await other.open(authorizeUrl(id, hint));
    expect(isLogin(page)).toBe(true);
    page = await other.submit(page, { username: 'bob', password: PASSWORD });
    expect(errorAt(page)).toBe('login_required');
  });

  it('says how a person signed in to whom asks, and to nobody else', async () => {
    const { tokens } = await signedIn();
    expect(claimsOf(tokens)).not.toHaveProperty('acr');
    const wishes: Record<string, string>[] = [
      { acr_values: PASSWORD_CLASS },
      { acr_values: `urn:other ${PASSWORD_CLASS}` },
      // Voluntary: what is there is told, whatever was wished for (OpenID Connect Core §5.5.1.1).
      { acr_values: 'urn:other' },
      { claims: JSON.stringify({ id_token: { acr: null } }) },
      { claims: JSON.stringify({ id_token: { acr: { essential: true } } }) },
      {
        claims: JSON.stringify({
          id_token: { acr: { essential: true, values: ['urn:other', PASSWORD_CLASS] } },
        }),
      },
    ];
    for (const wish of wishes) {
      const end = await authorize(server, authorizeUrl(id, wish), new Browser(server));
      expect([wish, claimsOf(await redeem(end))['acr']]).toEqual([wish, PASSWORD_CLASS]);
    }
  });

  it('refuses at once when a class of sign-in is essential that is not to be had', async () => {
    for (const acr of [
      { essential: true, value: 'urn:mfa' },
      { essential: true, values: ['urn:mfa', 'urn:key'] },
    ]) {
      const claims = JSON.stringify({ id_token: { acr } });
      const page = await new Browser(server).open(authorizeUrl(id, { claims }));
      expect(errorAt(page)).toBe('unmet_authentication_requirements');
    }
  });

  it('shows its pages in the language that the request asks for', async () => {
    const page = (ui_locales: string) => new Browser(server).open(authorizeUrl(id, { ui_locales }));
    expect((await page('zh-CN en')).text).toContain('<html lang="zh');
    expect((await page('fr en')).text).toContain('<html lang="en');
    expect((await page('"><script>')).text).not.toContain('"><script>');
  });
});
