import { describe, expect, it } from 'vitest';
import { CALLBACK, PASSWORD } from '../../harness/oauth-names.js';
import {
  authorize,
  authorizeUrl,
  Browser,
  hiddenFields,
  type PageResponse,
} from '../../integration/oauth/browser.js';
import type { Client, Parameters } from './oauth-parties.js';
import { expectProtected } from './protected-page.js';
import { parties, world } from './oauth-world.js';

const ALICE = { username: 'alice', password: PASSWORD };
const BYE = 'https://client.example/bye';
const BAD_PLACES = ['//evil.example', '/\\evil.example', 'https:evil.example', '/%09/evil.example'];

/** Somebody at the sign-in page of a client that nobody has used before. */
async function arrive(
  parameters: Parameters = {},
): Promise<{ browser: Browser; client: Client; login: PageResponse }> {
  const client = await parties.register({ post_logout_redirect_uris: [BYE] });
  const browser = new Browser(parties.place);
  return { browser, client, login: await browser.open(authorizeUrl(client.id, parameters)) };
}

/** What these cookies open without a question: a code, or the error. */
async function silently(client: Client, cookies: Record<string, string>): Promise<string> {
  const response = await fetch(
    `${parties.place.url}${authorizeUrl(client.id, { prompt: 'none' })}`,
    {
      redirect: 'manual',
      headers: {
        cookie: Object.entries(cookies)
          .map((pair) => pair.join('='))
          .join('; '),
      },
    },
  );
  const answer = new URL(response.headers.get('location') ?? '').searchParams;
  return answer.get('error') ?? 'code';
}

describe('every page', () => {
  it('OA35: of a sign-in lies in no frame and runs no script of others', async () => {
    const { browser, client, login } = await arrive();
    const wrong = await browser.submit(login, { ...ALICE, password: 'wrong' });
    const consent = await browser.submit(wrong, ALICE);
    const posted = await browser.open(authorizeUrl(client.id, { response_mode: 'form_post' }));
    await browser.submit(consent, { decision: 'allow' });
    const logout = await browser.open('/oauth/logout');
    const gone = await browser.submit(logout, { logout: 'yes' });
    const refused = await browser.open(authorizeUrl('cli_unknown'));
    const stolen = await browser.open('/interaction/unknown');
    for (const page of [login, wrong, consent, posted, logout, gone, refused, stolen]) {
      expect(page.headers.get('content-type')).toContain('text/html');
      expectProtected(page);
      expect(page.headers.get('cache-control')).toBe('no-store');
    }
  });

  it.each(['/', '/errors', '/errors/credential_missing', '/setup'])(
    'OA35: at %s lies in no frame and runs no script of others',
    async (path) => {
      const page = await new Browser(parties.place).open(path);
      expect(page.headers.get('content-type')).toContain('text/html');
      expectProtected(page);
    },
  );
});

describe('a form that was not sent from its own page', () => {
  const elsewhere: [string, Record<string, string>, Record<string, string>][] = [
    ['another origin', { origin: 'https://evil.example' }, {}],
    ['no origin at all', { origin: 'null' }, {}],
    ['our origin in http on another port', { origin: 'http://localhost:1' }, {}],
    ['another site', { 'sec-fetch-site': 'cross-site' }, {}],
    ['a sibling site', { 'sec-fetch-site': 'same-site' }, {}],
    ['no token', {}, { csrf: '' }],
    ['an invented token', {}, { csrf: 'x'.repeat(43) }],
  ];

  it.each(elsewhere)('OA36: signs nobody in: %s', async (_row, headers, fields) => {
    const { browser, client, login } = await arrive();
    const page = await world.unchanged(() =>
      browser.submit(login, { ...ALICE, ...fields }, headers),
    );
    expect(page.status).toBe(403);
    expectProtected(page);
    expect(await silently(client, browser.cookies())).toBe('login_required');
  });

  it.each(elsewhere)('OA36: allows nothing: %s', async (_row, headers, fields) => {
    const { browser, client, login } = await arrive();
    const consent = await browser.submit(login, ALICE);
    const answer = { decision: 'allow', ...fields };
    const page = await world.unchanged(() => browser.submit(consent, answer, headers));
    expect(page.status).toBe(403);
    expect(parties.count('Grant', client)).toBe(0);
    expect(await silently(client, browser.cookies())).toBe('consent_required');
  });

  it('OA36: with the token of another session does neither', async () => {
    const [mine, other] = [await arrive(), await arrive()];
    const { csrf = '' } = hiddenFields(other.login.text);
    const signIn = () => mine.browser.submit(mine.login, { ...ALICE, csrf });
    expect((await world.unchanged(signIn)).status).toBe(403);
    const consent = await mine.browser.submit(mine.login, ALICE);
    const allow = () => mine.browser.submit(consent, { decision: 'allow', csrf });
    expect((await world.unchanged(allow)).status).toBe(403);
  });

  it('OA36: signs nobody out', async () => {
    const { browser, client } = await arrive();
    await authorize(parties.place, authorizeUrl(client.id), browser);
    const question = await browser.open('/oauth/logout');
    for (const xsrf of ['', 'x'.repeat(43)]) {
      const page = await browser.submit(question, { logout: 'yes', xsrf });
      expect(page.status).toBe(400);
      expect(await silently(client, browser.cookies())).toBe('code');
    }
  });
});

describe('a session', () => {
  it('OA37: is another one after the sign-in, and what was fixed before opens nothing', async () => {
    const { browser, client, login } = await arrive();
    // As an attacker would have set them in the browser of the victim.
    const fixed = browser.cookies();
    const consent = await browser.submit(login, ALICE);
    await browser.submit(consent, { decision: 'allow' });
    const first = browser.cookies();
    expect(first['ostiary_session']).not.toBe(fixed['ostiary_session']);
    expect(await silently(client, fixed)).toBe('login_required');

    const again = await browser.open(authorizeUrl(client.id, { prompt: 'login' }));
    await browser.submit(again, ALICE);
    expect(browser.cookies()['ostiary_session']).not.toBe(first['ostiary_session']);
    expect(await silently(client, first)).toBe('login_required');
    expect(await silently(client, browser.cookies())).toBe('code');
  });

  it('OA37: ends at the sign-out, and all cookies of it', async () => {
    const { browser, client } = await arrive();
    await authorize(parties.place, authorizeUrl(client.id), browser);
    const before = browser.cookies();
    await browser.submit(await browser.open('/oauth/logout'), { logout: 'yes' });
    expect(Object.keys(browser.cookies()).filter((name) => /session/.test(name))).toEqual([]);
    expect(await silently(client, before)).toBe('login_required');
  });
});

describe('a question to a person', () => {
  it('OA38: opens for no browser but the one that was asked', async () => {
    const { browser, client, login } = await arrive();
    const other = new Browser(parties.place);
    await authorize(parties.place, authorizeUrl((await parties.register()).id), other);
    const consent = await browser.submit(login, ALICE);
    for (const { url, text } of [login, consent]) {
      const grants = parties.count('Grant', client);
      for (const step of ['login', 'consent']) {
        const target = new URL(`${url.pathname}/${step}`, url);
        const fields = { ...hiddenFields(text), ...ALICE, decision: 'allow' };
        const page = await world.unchanged(() => other.post(target, fields));
        expect(page.status).toBe(400);
        expect(page.text).not.toContain('<form');
      }
      expect((await other.open(url.pathname)).status).toBe(400);
      expect(parties.count('Grant', client)).toBe(grants);
    }
  });

  it('OA39: is answered for what was asked, whatever is added to the form', async () => {
    const { browser, client, login } = await arrive({ scope: 'openid' });
    const other = await parties.register();
    const consent = await browser.submit(login, { ...ALICE, scope: 'openid profile read' });
    const { url } = await browser.submit(consent, {
      decision: 'allow',
      scope: 'openid profile read admin:*',
      client_id: other.id,
      redirect_uri: 'https://evil.example/',
      grant_id: 'x',
      account_id: 'x',
    });
    expect(`${url.origin}${url.pathname}`).toBe(CALLBACK);
    const { body } = await parties.exchange(client, url.searchParams.get('code') ?? '');
    expect(body['scope']).toBe('openid');
    expect(parties.count('Grant', other)).toBe(0);
  });

  it.each([...BAD_PLACES, 'javascript:alert(1)', 'https://evil.example/'])(
    'OA53: leads back to where it came from, not to %s',
    async (place) => {
      const client = await parties.register();
      const browser = new Browser(parties.place);
      const names = ['return_to', 'next', 'redirect', 'continue'];
      const added = Object.fromEntries(names.map((name) => [name, place]));
      const query = new URLSearchParams(added);
      const login = await browser.open(`${authorizeUrl(client.id)}&${query}`);
      const shown = await browser.open(`${login.url.pathname}?${query}`);
      for (const page of [login, shown]) {
        expect(page.url.origin).toBe(world.publicUrl);
        for (const [, href = ''] of page.text.matchAll(/(?:href|action|src)="([^"]*)"/g)) {
          expect(new URL(href, page.url).origin).toBe(world.publicUrl);
        }
      }
      const consent = await browser.submit(login, { ...ALICE, ...added });
      expect([consent.url.origin, consent.status]).toEqual([world.publicUrl, 200]);
      const { url } = await browser.submit(consent, { decision: 'allow', ...added });
      expect(`${url.origin}${url.pathname}`).toBe(CALLBACK);
      const { status } = await world.server.call('POST', '/login', {
        body: { ...ALICE, ...added },
      });
      expect(status).toBe(400);
    },
  );
});
