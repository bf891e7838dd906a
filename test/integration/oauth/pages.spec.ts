import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorize, authorizeUrl, Browser, hiddenFields, type PageResponse } from './browser.js';
import {
  basic,
  CALLBACK,
  type OAuthServer,
  PASSWORD,
  post,
  startOAuthServer,
} from './oauth-server.js';

describe('the pages of an authorization', () => {
  let server: OAuthServer;
  let id: string;
  let secret: string;

  beforeAll(async () => {
    server = await startOAuthServer();
    ({ id, secret } = await server.register({
      post_logout_redirect_uris: ['https://client.example/bye'],
    }));
    await server.users.create({ username: 'bob', password: PASSWORD, roles: [], groups: [] });
  });
  afterAll(() => server.close());

  const CREDENTIALS = { username: 'alice', password: PASSWORD };
  const fresh = async (parameters: Record<string, string> = {}) => {
    const browser = new Browser(server);
    const client = await server.register();
    return { browser, client, login: await browser.open(authorizeUrl(client.id, parameters)) };
  };
  /** Where a browser with these cookies is sent when nobody may be asked. */
  const askSilently = async (cookies: Record<string, string | undefined>) => {
    const cookie = Object.entries(cookies)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
    const target = `${server.url}${authorizeUrl(id, { prompt: 'none' })}`;
    const response = await fetch(target, { redirect: 'manual', headers: { cookie } });
    return response.headers.get('location') ?? '';
  };
  const expectProtected = ({ headers }: PageResponse) => {
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe-inline');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  };

  it('lead from sign-in over consent to the client, without any script', async () => {
    const { browser, login } = await fresh();
    expectProtected(login);
    expect(login.text).not.toContain('<script');
    const consent = await browser.submit(login, CREDENTIALS);
    expectProtected(consent);
    expect(consent.text).not.toContain('<script');
    for (const text of ['Shop front', 'client.example', 'alice', '<code>read</code>']) {
      expect(consent.text).toContain(text);
    }
    const end = await browser.submit(consent, { decision: 'allow' });
    expect(end.url.searchParams.get('code')).not.toBeNull();
  });

  it('let the forms lead to the client and nowhere else', async () => {
    const { browser, login } = await fresh();
    const formAction = "form-action 'self' https://client.example;";
    expect(login.headers.get('content-security-policy')).toContain(formAction);
    const consent = await browser.submit(login, CREDENTIALS);
    expect(consent.headers.get('content-security-policy')).toContain(formAction);
  });

  it('speak Chinese to those who ask for it', async () => {
    const { login } = await fresh({ ui_locales: 'zh-CN en' });
    expect(login.headers.get('content-language')).toBe('zh');
    const again = await new Browser(server).open(authorizeUrl(id, { ui_locales: 'de' }));
    expect(again.headers.get('content-language')).toBe('en');
  });

  it('ask again after a wrong password, without saying what was wrong', async () => {
    const { browser, login } = await fresh();
    const wrong = await browser.submit(login, { ...CREDENTIALS, password: 'wrong' });
    const unknown = await browser.submit(wrong, { username: 'nobody', password: 'wrong' });
    expect([wrong.status, unknown.status]).toEqual([400, 400]);
    const problem = (page: PageResponse) =>
      /id="login-problem"[\s\S]*?<\/div>/.exec(page.text)?.[0];
    expect(problem(wrong)).toBeDefined();
    expect(problem(unknown)).toBe(problem(wrong));
    expect(wrong.text).not.toContain('value="wrong"');
    const missing = await browser.submit(unknown, { username: 'alice', password: '' });
    expect(missing.status).toBe(400);
    const consent = await browser.submit(missing, CREDENTIALS);
    expect(consent.text).toContain('id="consent"');
  });

  it('count failures together with the other doors', async () => {
    await server.users.create({ username: 'carol', password: PASSWORD, roles: [], groups: [] });
    const { browser, login } = await fresh();
    let page = login;
    for (let attempt = 0; attempt < 10; attempt += 1) {
      page = await browser.submit(page, { username: 'carol', password: 'wrong' });
      expect(page.status).toBe(400);
    }
    page = await browser.submit(page, { username: 'CAROL', password: PASSWORD });
    expect(page.status).toBe(429);
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expectProtected(page);
  });

  it('tell the client that the person said no', async () => {
    const { browser, login } = await fresh();
    const consent = await browser.submit(login, CREDENTIALS);
    const { url } = await browser.submit(consent, { decision: 'deny' });
    expect(url.searchParams.get('error')).toBe('access_denied');
    expect(url.searchParams.get('state')).toBe('st');
    expect(url.searchParams.get('iss')).toBe(server.url);
  });

  it('refuse a form from elsewhere, and nothing happens', async () => {
    const { browser, login } = await fresh();
    const elsewhere: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of elsewhere) {
      const refused = await browser.submit(login, CREDENTIALS, headers);
      expect(refused.status).toBe(403);
      expectProtected(refused);
    }
    for (const csrf of ['', 'x', hiddenFields((await fresh()).login.text)['csrf'] ?? '']) {
      const refused = await browser.submit(login, { ...CREDENTIALS, csrf });
      expect(refused.status).toBe(403);
    }
    const consent = await browser.submit(login, CREDENTIALS, {
      origin: server.url,
      'sec-fetch-site': 'same-origin',
    });
    expect(consent.text).toContain('id="consent"');
    const refused = await browser.submit(
      consent,
      { decision: 'allow' },
      { origin: 'https://evil.example' },
    );
    expect(refused.status).toBe(403);
  });

  it('open for no browser but the one they were made for', async () => {
    const { browser, login } = await fresh();
    const other = new Browser(server);
    const stolen = await other.open(login.url.pathname);
    expect(stolen.status).toBe(400);
    expect(stolen.text).not.toContain('<form');
    // Even one that is in the middle of an authorization of its own.
    await other.open(authorizeUrl(id));
    expect((await other.open(login.url.pathname)).status).toBe(400);
    const posted = await other.post(new URL(`${login.url.pathname}/login`, server.url), {
      ...hiddenFields(login.text),
      ...CREDENTIALS,
    });
    expect(posted.status).toBe(400);
    expect((await browser.submit(login, CREDENTIALS)).text).toContain('id="consent"');
  });

  it('grant what was asked for and nothing that was added to the form', async () => {
    const { browser, client, login } = await fresh({ scope: 'openid' });
    const consent = await browser.submit(login, CREDENTIALS);
    const { url } = await browser.submit(consent, {
      decision: 'allow',
      scope: 'openid profile read',
      client_id: id,
      redirect_uri: 'https://evil.example/',
    });
    expect(`${url.origin}${url.pathname}`).toBe(CALLBACK);
    const form = {
      grant_type: 'authorization_code',
      code: url.searchParams.get('code') ?? '',
      redirect_uri: CALLBACK,
    };
    const { body } = await post(server, '/oauth/token', form, basic(client.id, client.secret));
    expect(body['scope']).toBe('openid');
  });

  it('answer the question that is open, not an earlier or a later one', async () => {
    const { browser, login } = await fresh();
    const early = await browser.post(new URL(`${login.url.pathname}/consent`, server.url), {
      ...hiddenFields(login.text),
      decision: 'allow',
    });
    expect(early.text).toContain('id="login"');
  });

  it('give the session a new id at sign-in', async () => {
    const browser = new Browser(server);
    await authorize(server, authorizeUrl(id), browser);
    const before = browser.cookies();
    const stillOpen = await askSilently(before);
    expect(stillOpen).not.toContain('login_required');
    const login = await browser.open(authorizeUrl(id, { prompt: 'login' }));
    await browser.submit(login, CREDENTIALS);
    expect(browser.cookies()['ostiary_session']).not.toBe(before['ostiary_session']);
    expect(await askSilently(before)).toContain('login_required');
  });

  it('take no session cookie that was not signed here', async () => {
    const browser = new Browser(server);
    await authorize(server, authorizeUrl(id), browser);
    const cookies = browser.cookies();
    for (const signature of ['x', undefined]) {
      const forged = { ...cookies, 'ostiary_session.sig': signature };
      expect(await askSilently(forged)).toContain('login_required');
    }
  });

  it('remember a consent, also in the next session, and ask only for what is new', async () => {
    const { browser, client, login } = await fresh({ scope: 'openid read' });
    await browser.submit(await browser.submit(login, CREDENTIALS), { decision: 'allow' });
    const again = await browser.open(authorizeUrl(client.id, { scope: 'openid read' }));
    expect(again.url.searchParams.get('code')).not.toBeNull();

    const next = new Browser(server);
    const signIn = await next.open(authorizeUrl(client.id, { scope: 'openid read' }));
    const end = await next.submit(signIn, CREDENTIALS);
    expect(end.url.searchParams.get('code')).not.toBeNull();

    const more = await next.open(authorizeUrl(client.id, { scope: 'openid read profile' }));
    expect(more.text).toContain('id="consent"');
    const marks = [
      ...more.text.matchAll(/<code>(\w+)<\/code>[\s\S]*?<p class="marks">([\s\S]*?)<\/p>/g),
    ];
    const granted = marks
      .filter(([, , text]) => /before/i.test(text ?? ''))
      .map(([, name]) => name);
    expect(granted.sort()).toEqual(['openid', 'read']);
  });

  it('ask each person for themselves', async () => {
    const { browser, client, login } = await fresh();
    await browser.submit(await browser.submit(login, CREDENTIALS), { decision: 'allow' });
    const other = new Browser(server);
    const page = await other.submit(await other.open(authorizeUrl(client.id)), {
      username: 'bob',
      password: PASSWORD,
    });
    expect(page.text).toContain('id="consent"');
  });

  it('let somebody else sign in and come back to the question', async () => {
    const { browser, login } = await fresh();
    const consent = await browser.submit(login, CREDENTIALS);
    const href = /<a href="(\/oauth\/authorize[^"]*)"/.exec(consent.text)?.[1] ?? '';
    const switched = await browser.open(href.replaceAll('&amp;', '&'));
    expect(switched.text).toContain('id="login"');
    let page = await browser.submit(switched, { username: 'bob', password: PASSWORD });
    // The engine ends the first session by a form of its own, which submits itself where scripts run.
    expectProtected(page);
    page = await browser.submit(page, {});
    expect(page.text).toContain('id="consent"');
    expect(page.text).toContain('bob');
    const end = await browser.submit(page, { decision: 'allow' });
    expect(end.url.searchParams.get('code')).not.toBeNull();
  });

  it('ask before a sign-out, and then end session, cookies and tokens', async () => {
    const browser = new Browser(server);
    const end = await authorize(server, authorizeUrl(id), browser);
    const form = {
      grant_type: 'authorization_code',
      code: end.searchParams.get('code') ?? '',
      redirect_uri: CALLBACK,
    };
    const { body } = await post(server, '/oauth/token', form, basic(id, secret));
    const idToken = String(body['id_token']);
    const query = (parameters: Record<string, string>) =>
      `/oauth/logout?${new URLSearchParams(parameters)}`;

    const wrong = await browser.open(
      query({ id_token_hint: idToken, post_logout_redirect_uri: 'https://evil.example/' }),
    );
    expect(wrong.status).toBe(400);
    const question = await browser.open('/oauth/logout');
    expect(question.text).toContain('id="logout"');
    expectProtected(question);
    const forged = await browser.submit(question, { xsrf: 'x', logout: 'yes' });
    expect(forged.status).toBe(400);
    const stay = await browser.submit(await browser.open('/oauth/logout'), {});
    expect(stay.status).toBe(200);
    expect((await browser.open(authorizeUrl(id))).url.searchParams.get('code')).not.toBeNull();

    const asked = await browser.open(
      query({
        id_token_hint: idToken,
        post_logout_redirect_uri: 'https://client.example/bye',
        state: 's1',
      }),
    );
    const bye = await browser.submit(asked, { logout: 'yes' });
    expect(String(bye.url)).toBe('https://client.example/bye?state=s1');
    expect(browser.cookies()).not.toHaveProperty('ostiary_session');
    expect((await browser.open(authorizeUrl(id))).text).toContain('id="login"');
    expect(await server.verified(String(body['access_token']))).toEqual({ code: 'token_revoked' });
    const refreshed = await post(
      server,
      '/oauth/token',
      { grant_type: 'refresh_token', refresh_token: String(body['refresh_token']) },
      basic(id, secret),
    );
    expect(refreshed.body['error']).toBe('invalid_grant');
  });

  it('read forms only', async () => {
    const { browser, login } = await fresh();
    const cookie = Object.entries(browser.cookies())
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
    const response = await fetch(new URL(`${login.url.pathname}/login`, server.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ ...hiddenFields(login.text), ...CREDENTIALS }),
    });
    expect(response.status).toBe(415);
  });

  it('work on every name of the loopback interface', async () => {
    const local = { url: `http://127.0.0.1:${server.port}` };
    const browser = new Browser(local);
    const client = await server.register();
    let page = await browser.open(authorizeUrl(client.id));
    expect(page.url.hostname).toBe('127.0.0.1');
    page = await browser.submit(page, CREDENTIALS, { origin: local.url });
    page = await browser.submit(page, { decision: 'allow' }, { origin: local.url });
    expect(page.url.searchParams.get('code')).not.toBeNull();
    expect(page.url.searchParams.get('iss')).toBe(server.url);
  });
});
