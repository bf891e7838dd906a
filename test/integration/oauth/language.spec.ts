import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorize, authorizeUrl, Browser, type PageResponse } from './browser.js';
import { type OAuthServer, PASSWORD, startOAuthServer } from './oauth-server.js';

const CREDENTIALS = { username: 'alice', password: PASSWORD };

describe('the language of the pages', () => {
  let server: OAuthServer;
  let id: string;
  beforeAll(async () => {
    server = await startOAuthServer();
    ({ id } = await server.register());
  });
  afterAll(() => server.close());

  const languageOf = ({ headers }: PageResponse) => headers.get('content-language');
  /** Follows the page's link to Chinese. */
  const inChinese = (browser: Browser, { text, url }: PageResponse) => {
    const href = /<a href="([^"]*)" lang="zh-Hans"/.exec(text)?.[1];
    if (href === undefined) throw new Error('the page has no link to Chinese');
    return browser.open(String(new URL(href.replaceAll('&amp;', '&'), url)));
  };

  it('can be changed where a request has failed, and the error stays the same', async () => {
    const browser = new Browser(server);
    const english = await browser.open(authorizeUrl('cli_unknown'));
    const chinese = await inChinese(browser, english);
    expect([languageOf(english), languageOf(chinese)]).toEqual(['en', 'zh']);
    expect(chinese.status).toBe(400);
    expect(chinese.text).toContain('<code>invalid_client</code>');
  });

  it('can be changed where a question is over', async () => {
    const browser = new Browser(server);
    const login = await browser.open(authorizeUrl(id));
    const stranger = new Browser(server);
    const posted = await stranger.submit(login, CREDENTIALS);
    const chinese = await inChinese(stranger, posted);
    expect(languageOf(chinese)).toBe('zh');
    expect(chinese.text).toContain('<code>session_not_found</code>');
  });

  it('can be changed at sign-out, and stays for the page that follows', async () => {
    const browser = new Browser(server);
    await authorize(server, authorizeUrl(id), browser);
    const question = await browser.open(`/oauth/logout?client_id=${id}&state=s`);
    const chinese = await inChinese(browser, question);
    expect(chinese.text).toContain('id="logout"');
    expect(chinese.url.searchParams.get('client_id')).toBe(id);
    const end = await browser.submit(chinese, { logout: 'yes' });
    expect(languageOf(end)).toBe('zh');
    expect(end.text).toContain('您已退出登录');
    expect(end.text).toContain('ui_locales=en" lang="en"');
  });

  it('that the person chooses outlives the one that the client asked for', async () => {
    const browser = new Browser(server);
    const login = await browser.open(
      authorizeUrl((await server.register()).id, { ui_locales: 'en' }),
    );
    const chinese = await inChinese(browser, login);
    const consent = await browser.submit(chinese, CREDENTIALS);
    expect(consent.text).toContain('id="consent"');
    expect(languageOf(consent)).toBe('zh');
  });

  it('has no link where a page answers a form that cannot be sent again', async () => {
    const browser = new Browser(server);
    await authorize(server, authorizeUrl(id), browser);
    const question = await browser.open('/oauth/logout');
    const forged = await browser.submit(question, { xsrf: 'x', logout: 'yes' });
    expect(forged.status).toBe(400);
    expect(forged.text).not.toContain('class="languages"');
  });
});

describe('a sign-out that the person does not confirm', () => {
  let server: OAuthServer;
  beforeAll(async () => {
    server = await startOAuthServer();
  });
  afterAll(() => server.close());

  it('ends at a page that says so, with the session as it was', async () => {
    const { id } = await server.register();
    const browser = new Browser(server);
    await authorize(server, authorizeUrl(id), browser);
    const stay = await browser.submit(await browser.open('/oauth/logout'), {});
    expect(stay.text).toContain('You are still signed in');
    expect(stay.text).not.toContain('You are signed out');
    const again = await browser.open(authorizeUrl(id));
    expect(again.url.searchParams.get('code')).not.toBeNull();
  });
});
