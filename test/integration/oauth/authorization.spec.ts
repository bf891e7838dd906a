import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorize, authorizeUrl, Browser } from './browser.js';
import { CALLBACK, type OAuthServer, PASSWORD, startOAuthServer } from './oauth-server.js';

describe('the authorization endpoint', () => {
  let server: OAuthServer;
  let id: string;
  let publicId: string;

  beforeAll(async () => {
    server = await startOAuthServer();
    ({ id } = await server.register());
    ({ id: publicId } = await server.register({ token_endpoint_auth_method: 'none' }));
  });
  afterAll(() => server.close());

  const open = (target: string) => new Browser(server).open(target);
  const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

  /** The error with which the browser is sent back to the client. */
  const errorOf = async (target: string) => {
    const { url } = await open(target);
    expect(`${url.origin}${url.pathname}`).toBe(CALLBACK);
    expect(url.searchParams.get('iss')).toBe(server.url);
    return url.searchParams.get('error');
  };
  const refusedPage = async (target: string) => {
    const page = await open(target);
    expect(page.status).toBe(400);
    expect(page.url.host).toBe(new URL(server.url).host);
    expect(page.headers.get('location')).toBeNull();
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    return page.text;
  };

  it('sends code, state and issuer to the registered address', async () => {
    const state = `${'s'.repeat(2000)} ü&x=%0d%0a"><script>`;
    const end = await authorize(server, authorizeUrl(id, { state }));
    expect(`${end.origin}${end.pathname}`).toBe(CALLBACK);
    expect(end.searchParams.get('code')).toMatch(/^[\w-]{43}$/);
    expect(end.searchParams.get('state')).toBe(state);
    expect(end.searchParams.get('iss')).toBe(server.url);
  });

  it.each([
    `${CALLBACK}/`,
    `${CALLBACK}?x=1`,
    `${CALLBACK}#f`,
    'https://client.example:444/callback',
    'https://CLIENT.example/callback',
    'https://client.example/Callback',
    'https://client.example/%2e/callback',
    'https://client.example/x/../callback',
    'https://client.example\\callback',
    'https://client.example/callbac',
    'https://client.example',
    'https://client.example@evil.example/callback',
    'http://127.0.0.1:9@evil.example/',
    'javascript:alert(1)',
    'data:text/html,x',
  ])('never redirects to %s', async (redirectUri) => {
    const text = await refusedPage(authorizeUrl(id, { redirect_uri: redirectUri }));
    expect(text).toContain('invalid_redirect_uri');
  });

  it('takes another port only for the loopback address of a native app', async () => {
    const native = await server.register({
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      redirect_uris: ['http://127.0.0.1/callback', 'com.example.app:/callback'],
    });
    const pkce = { code_challenge: CHALLENGE, code_challenge_method: 'S256' };
    for (const redirect_uri of ['http://127.0.0.1:50123/callback', 'com.example.app:/callback']) {
      const page = await open(authorizeUrl(native.id, { ...pkce, redirect_uri }));
      expect(page.text).toContain('id="login"');
    }
    await refusedPage(
      authorizeUrl(native.id, { ...pkce, redirect_uri: 'http://127.0.0.1:50123/other' }),
    );
    const web = await server.register({ redirect_uris: ['http://127.0.0.1/callback'] });
    await refusedPage(authorizeUrl(web.id, { redirect_uri: 'http://127.0.0.1:50123/callback' }));
  });

  it('needs the redirect URI, once', async () => {
    await refusedPage(authorizeUrl(id, { redirect_uri: undefined }));
    const doubled = `${authorizeUrl(id)}&redirect_uri=${encodeURIComponent('https://evil.example/')}`;
    const page = await open(doubled);
    expect(page.url.host).not.toBe('evil.example');
  });

  it.each(['cli_unknown', '__proto__', 'constructor', '', 'cli_01m7w5bh65d6ayry0hpa8rae94'])(
    'shows a page for the unknown client "%s" and redirects nowhere',
    async (clientId) => {
      await refusedPage(authorizeUrl(clientId));
    },
  );

  it('treats a disabled client, app or owner as unknown', async () => {
    const { id: other } = await server.register();
    await server.clients.update(server.ownerApp.id, other, { enabled: false });
    await refusedPage(authorizeUrl(other));
    await server.clients.update(server.ownerApp.id, other, { enabled: true });
    await server.apps.update(server.ownerApp.id, { enabled: false });
    await refusedPage(authorizeUrl(other));
    await server.apps.update(server.ownerApp.id, { enabled: true });
    expect((await open(authorizeUrl(other))).text).toContain('id="login"');
  });

  it.each(['state', 'scope', 'response_type', 'code_challenge', 'nonce'])(
    'refuses the parameter %s twice',
    async (name) => {
      const { url } = await open(`${authorizeUrl(id, { [name]: 'a' })}&${name}=b`);
      expect(url.searchParams.get('error')).toBe('invalid_request');
    },
  );

  it('refuses the client id twice', async () => {
    await refusedPage(`${authorizeUrl(id)}&client_id=${id}`);
  });

  it.each(['token', 'id_token', 'code id_token', 'none'])(
    'knows no response type %s',
    async (responseType) => {
      const { url, text } = await open(authorizeUrl(id, { response_type: responseType }));
      // A type that would answer in the fragment is refused there.
      const answer = new URLSearchParams(url.hash.slice(1) || url.search);
      expect(text).toBe('');
      expect(answer.get('error')).toBe('unsupported_response_type');
      expect(answer.get('iss')).toBe(server.url);
    },
  );

  it('never puts a code into a fragment', async () => {
    const { url } = await open(authorizeUrl(id, { response_mode: 'fragment' }));
    expect(new URLSearchParams(url.hash.slice(1)).get('error')).toBe('invalid_request');
  });

  it('binds public clients to PKCE with S256', async () => {
    expect(await errorOf(authorizeUrl(publicId))).toBe('invalid_request');
    for (const parameters of [
      { code_challenge: CHALLENGE },
      { code_challenge: CHALLENGE, code_challenge_method: 'plain' },
      { code_challenge_method: 'S256' },
      { code_challenge: CHALLENGE.slice(1), code_challenge_method: 'S256' },
      { code_challenge: 'x'.repeat(129), code_challenge_method: 'S256' },
      { code_challenge: `${CHALLENGE.slice(1)}+`, code_challenge_method: 'S256' },
    ]) {
      expect(await errorOf(authorizeUrl(publicId, parameters))).toBe('invalid_request');
      expect(await errorOf(authorizeUrl(id, parameters))).toBe('invalid_request');
    }
  });

  it('binds a confidential client to PKCE when it is registered so', async () => {
    const { id: careful } = await server.register({ require_pkce: true });
    expect(await errorOf(authorizeUrl(careful))).toBe('invalid_request');
  });

  it('refuses a scope that the client may not have', async () => {
    expect(await errorOf(authorizeUrl(id, { scope: 'openid write' }))).toBe('invalid_scope');
    expect(await errorOf(authorizeUrl(id, { scope: 'admin:*' }))).toBe('invalid_scope');
    expect(await errorOf(authorizeUrl(id, { scope: 'openid "' }))).toBe('invalid_scope');
    const { url } = await open(authorizeUrl(id, { scope: 'openid write' }));
    expect(Object.fromEntries(url.searchParams)).toEqual({
      error: 'invalid_scope',
      error_description: 'the client may not ask for the scope write',
      state: 'st',
      iss: server.url,
    });
    const { id: noSignIn } = await server.register({ scope: 'read' });
    expect(await errorOf(authorizeUrl(noSignIn, { scope: 'openid' }))).toBe('invalid_scope');
  });

  it('asks for everything that the client may have when no scope is named', async () => {
    const browser = new Browser(server);
    const { id: fresh } = await server.register();
    const login = await browser.open(authorizeUrl(fresh, { scope: undefined }));
    const consent = await browser.submit(login, { username: 'alice', password: PASSWORD });
    for (const scope of ['openid', 'profile', 'read']) {
      expect(consent.text).toContain(`<code>${scope}</code>`);
    }
  });

  it('OA46: takes no request objects', async () => {
    expect(await errorOf(authorizeUrl(id, { request: 'e30.e30.' }))).toBe('request_not_supported');
    expect(await errorOf(authorizeUrl(id, { request_uri: 'http://127.0.0.1:1/' }))).toBe(
      'request_uri_not_supported',
    );
  });

  it('OA47: asks nobody when it may ask nobody', async () => {
    expect(await errorOf(authorizeUrl(id, { prompt: 'none' }))).toBe('login_required');
  });

  it('OA47: asks a person who is signed in to sign in again with max_age=0 and prompt=login', async () => {
    const browser = new Browser(server);
    await authorize(server, authorizeUrl(id), browser);
    const again = await browser.open(authorizeUrl(id));
    expect(again.url.searchParams.get('code')).not.toBeNull();
    for (const parameters of [{ max_age: '0' }, { prompt: 'login' }]) {
      const page = await browser.open(authorizeUrl(id, parameters));
      expect(page.text).toContain('id="login"');
    }
  });

  it('OA47: escapes a login hint', async () => {
    const { text } = await open(authorizeUrl(id, { login_hint: '"><script>alert(1)</script>' }));
    expect(text).not.toContain('<script>alert');
    expect(text).toContain('&quot;>&lt;script>');
  });

  it('answers by a self-submitting form when it is asked to', async () => {
    const browser = new Browser(server);
    await authorize(server, authorizeUrl(id), browser);
    const page = await browser.open(authorizeUrl(id, { response_mode: 'form_post' }));
    expect(page.text).toContain(`action="${CALLBACK}"`);
    expect(page.text).toMatch(/name="code" value="[\w-]{43}"/);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/script-src 'sha256-[\w+/]{43}='/);
    expect(policy).toContain("frame-ancestors 'none'");
  });
});
