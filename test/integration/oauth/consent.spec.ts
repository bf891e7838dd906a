import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorize, authorizeUrl, Browser } from './browser.js';
import { CALLBACK, type OAuthServer, PASSWORD, startOAuthServer } from './oauth-server.js';

const LOOPBACK = 'http://127.0.0.1:4711/callback';
const PRIVATE_USE = 'com.example.app:/callback';
const PKCE = {
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
};

describe('consent', () => {
  let server: OAuthServer;
  beforeAll(async () => {
    server = await startOAuthServer();
  });
  afterAll(() => server.close());

  const publicClient = (redirectUri: string, type: 'web' | 'native') =>
    server.register({
      redirect_uris: [redirectUri],
      application_type: type,
      token_endpoint_auth_method: 'none',
    });
  /** A browser in which alice has allowed the client everything that it asks for. */
  const allowed = async (target: string): Promise<Browser> => {
    const browser = new Browser(server);
    const end = await authorize(server, target, browser);
    expect(end.searchParams.get('code')).not.toBeNull();
    return browser;
  };

  // RFC 8252 §8.6: any app on the device can start such a request and be given the code.
  it.each([
    ['a loopback address', LOOPBACK, 'web'],
    ['a loopback address by name', 'http://localhost:4711/callback', 'web'],
    ['a loopback address of a native app', LOOPBACK, 'native'],
    ['a scheme of its own', PRIVATE_USE, 'native'],
  ] as const)('is asked for each time by a public client at %s', async (_where, uri, type) => {
    const { id } = await publicClient(uri, type);
    const target = authorizeUrl(id, { ...PKCE, redirect_uri: uri });
    const browser = await allowed(target);

    const again = await browser.open(target);
    expect(again.text).toContain('id="consent"');
    expect(again.text).toContain('You will be asked again each time');
    expect(again.text.match(/Allowed before/g)).toHaveLength(3);
    const answer = await browser.submit(again, { decision: 'allow' });
    expect(answer.url.searchParams.get('code')).not.toBeNull();

    const silent = await browser.open(`${target}&prompt=none`);
    expect(silent.url.searchParams.get('error')).toBe('interaction_required');
    expect(silent.url.searchParams.get('code')).toBeNull();
  });

  it('is remembered for a public client at an address that is its own', async () => {
    const { id } = await publicClient(CALLBACK, 'web');
    const target = authorizeUrl(id, PKCE);
    const again = await (await allowed(target)).open(target);
    expect(again.url.searchParams.get('code')).not.toBeNull();
  });

  it('is remembered for a client that proves who it is, wherever it is', async () => {
    const { id } = await server.register({ redirect_uris: [LOOPBACK] });
    const target = authorizeUrl(id, { redirect_uri: LOOPBACK });
    const again = await (await allowed(target)).open(target);
    expect(again.url.searchParams.get('code')).not.toBeNull();
  });

  it('says by whom and for whom the client was registered, and what becomes of the answer', async () => {
    const { id } = await server.register();
    const browser = new Browser(server);
    const login = await browser.open(authorizeUrl(id));
    const page = await browser.submit(login, { username: 'alice', password: PASSWORD });
    const text = page.text.replace(/<[^>]*>/g, '');
    expect(text).toContain('Registered by an administrator of this server for alice on');
    expect(text).not.toMatch(/unverified/i);
    expect(text).toContain('It ends when it has not been used for a year.');
    expect(text).not.toMatch(/New|Allowed before/);
  });
});
