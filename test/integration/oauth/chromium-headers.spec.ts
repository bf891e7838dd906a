import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorizeUrl, Browser, type PageResponse } from './browser.js';
import { type OAuthServer, PASSWORD, startOAuthServer } from './oauth-server.js';

/*
 * What Chromium 156 sent with the forms of these pages, on the way from sign-in over consent to the
 * client, to a denial and to sign-out, on loopback by name and by number. With `no-referrer` in place
 * of `same-origin` as the pages' Referrer-Policy it would send `Origin: null`, and be refused.
 */
const seenAt = (place: URL): Record<string, string> => ({
  origin: place.origin,
  referer: String(place),
  'sec-fetch-site': 'same-origin',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
  'sec-fetch-user': '?1',
  'upgrade-insecure-requests': '1',
});
/** The engine's forms that submit themselves, such as the one that ends another person's session. */
const SELF_SUBMITTED = {
  origin: 'null',
  'sec-fetch-site': 'same-origin',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
};

describe('the forms, as Chromium sends them', () => {
  let server: OAuthServer;
  beforeAll(async () => {
    server = await startOAuthServer();
    await server.users.create({ username: 'bob', password: PASSWORD, roles: [], groups: [] });
  });
  afterAll(() => server.close());

  const submit = (browser: Browser, page: PageResponse, fields: Record<string, string>) => {
    // Without this Chromium would send another Origin, and this test would show nothing.
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
    return browser.submit(page, fields, seenAt(page.url));
  };
  const signIn = (browser: Browser, page: PageResponse, username = 'alice') =>
    submit(browser, page, { username, password: PASSWORD });

  it.each(['localhost', '127.0.0.1'])('lead to the client on %s', async (host) => {
    const { id } = await server.register();
    const browser = new Browser({ url: `http://${host}:${server.port}` });
    const login = await browser.open(authorizeUrl(id));
    expect(login.url.hostname).toBe(host);
    const wrong = await submit(browser, login, { username: 'alice', password: 'wrong' });
    expect(wrong.status).toBe(400);
    // The page after a wrong password is at the address of the form.
    const consent = await signIn(browser, wrong);
    expect(consent.text).toContain('id="consent"');
    const denied = await submit(browser, consent, { decision: 'deny' });
    expect(denied.url.searchParams.get('error')).toBe('access_denied');
    const again = await browser.open(authorizeUrl(id));
    const end = await submit(browser, again, { decision: 'allow' });
    expect(end.url.searchParams.get('code')).not.toBeNull();
  });

  it('sign out, and let somebody else sign in', async () => {
    const { id } = await server.register();
    const browser = new Browser(server);
    await signIn(browser, await browser.open(authorizeUrl(id)));
    const login = await browser.open(authorizeUrl(id, { prompt: 'login' }));
    const handOver = await signIn(browser, login, 'bob');
    const consent = await browser.submit(handOver, {}, SELF_SUBMITTED);
    expect(consent.text).toContain('bob');
    const question = await browser.open('/oauth/logout');
    const end = await submit(browser, question, { logout: 'yes' });
    expect(end.text).toContain('You are signed out');
  });

  // A page on another port of the same host, and one in a sandbox without a site of its own.
  it.each([
    { origin: 'http://localhost:43681', referer: 'http://localhost:43681/', site: 'same-site' },
    { origin: 'null', referer: '', site: 'cross-site' },
  ])('are refused from the page of somebody else: %o', async ({ origin, referer, site }) => {
    const { id } = await server.register();
    const browser = new Browser(server);
    const login = await browser.open(authorizeUrl(id));
    for (const headers of [
      { origin, referer, 'sec-fetch-site': site },
      { origin, referer },
    ]) {
      const fields = { username: 'alice', password: PASSWORD };
      expect((await browser.submit(login, fields, headers)).status).toBe(403);
    }
  });
});
