import { describe, expect, it } from 'vitest';
import { ERROR_CODES, ERROR_TABLE, type LocalizedText } from '../../../kernel/errors/index.js';
import { LANGUAGES, type Language } from '../language.js';
import { page } from '../page-renderer.js';
import type { View } from '../view.js';
import { type ConsentProps, ConsentView } from './consent.view.js';
import {
  DeviceCodeView,
  DeviceConfirmView,
  DeviceDeniedView,
  DeviceDoneView,
} from './device.view.js';
import { ErrorCodeView } from './error-code.view.js';
import { ErrorCodesView } from './error-codes.view.js';
import { HomeView } from './home.view.js';
import { LoginView } from './login.view.js';
import { LogoutView, SignedOutView, StillSignedInView } from './logout.view.js';
import { OAuthErrorView } from './oauth-error.view.js';
import { SetupDoneView, SetupExistsView, SetupView } from './setup.view.js';

const HOSTILE = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;{client}`;
const PUBLIC_URL = 'https://auth.example.com';

const CONSENT: ConsentProps = {
  action: '/interaction/x/confirm',
  csrf: { name: 'csrf', value: 'tie' },
  client: {
    name: 'Weather Board',
    ownerName: 'Acme',
    registeredAt: Date.UTC(2026, 2, 3),
    registeredBy: 'admin',
  },
  redirectHost: 'board.example.com',
  account: { username: 'maria', switchHref: '/interaction/x/switch' },
  scopes: [
    scope('openid', null, { isGrantedBefore: true }),
    scope('read:a', 'Owners', { description: both('Read owners') }),
    scope('write:a', 'Owners', { description: both('Delete owners'), isSensitive: true }),
  ],
  claims: [],
  isAskedEachTime: false,
  revokeHref: null,
};

const EVERY_HOSTILE_VIEW: Readonly<Record<string, View>> = {
  login: LoginView({
    action: HOSTILE,
    csrf: { name: HOSTILE, value: HOSTILE },
    clientName: HOSTILE,
    username: HOSTILE,
    problem: 'bad_credentials',
  }),
  consent: ConsentView({
    action: HOSTILE,
    csrf: { name: HOSTILE, value: HOSTILE },
    client: { name: HOSTILE, ownerName: HOSTILE, registeredAt: 0, registeredBy: 'other' },
    redirectHost: HOSTILE,
    account: { username: HOSTILE, switchHref: HOSTILE },
    scopes: [scope(HOSTILE, HOSTILE, { description: both(HOSTILE) })],
    claims: [{ name: HOSTILE, isGrantedBefore: false }],
    isAskedEachTime: true,
    revokeHref: HOSTILE,
  }),
  deviceCode: DeviceCodeView({
    action: HOSTILE,
    xsrf: HOSTILE,
    userCode: HOSTILE,
    problem: 'unknown',
  }),
  deviceConfirm: DeviceConfirmView({
    action: HOSTILE,
    xsrf: HOSTILE,
    userCode: HOSTILE,
    client: { name: HOSTILE, ownerName: HOSTILE, registeredAt: 0, registeredBy: 'other' },
    scopes: [scope(HOSTILE, HOSTILE, { description: both(HOSTILE) })],
    deviceAddress: HOSTILE,
  }),
  deviceDone: DeviceDoneView({ clientName: HOSTILE }),
  deviceDenied: DeviceDeniedView(),
  oauthError: OAuthErrorView({ error: HOSTILE, description: HOSTILE, requestId: HOSTILE }),
  logout: LogoutView({ action: HOSTILE, xsrf: HOSTILE, clientName: HOSTILE }),
  signedOut: SignedOutView(),
  stillSignedIn: StillSignedInView(),
  setup: SetupView({ action: HOSTILE, csrf: null, token: HOSTILE, username: HOSTILE }),
  setupDone: SetupDoneView({ username: HOSTILE }),
  setupExists: SetupExistsView(),
  home: HomeView({ publicUrl: HOSTILE, hasSamples: true }),
  errorCode: ErrorCodeView({ code: 'not_found', publicUrl: HOSTILE }),
};

describe.each(Object.entries(EVERY_HOSTILE_VIEW))('the %s page', (_name, view) => {
  it.each(LANGUAGES)('shows hostile values in %s as text and nothing else', (language) => {
    const html = htmlOf(view, language)
      .replace('<!doctype html>', '')
      .replace('<script src="/pages/setup.js" defer></script>', '');
    expect(html).not.toMatch(/<script|<img/);
    // Every tag is one that a view wrote: plain names, attributes in double quotes that are closed.
    const tag = /<\/?[a-z][a-z0-9]*(?:\s+[a-zA-Z-]+(?:="[^"<]*")?)*\s*\/?>/g;
    expect(html.replace(tag, '')).not.toContain('<');
  });

  it('has one heading, one main part and labels for every field', () => {
    const html = htmlOf(view);
    expect(html.match(/<h1[ >]/g)).toHaveLength(1);
    expect(html.match(/<main[ >]/g)).toHaveLength(1);
    for (const [, id] of html.matchAll(/<input id="([^"]+)"/g)) {
      expect(html).toContain(`<label for="${id}">`);
    }
  });
});

describe('LoginView', () => {
  it('keeps the ids that programs rely on', () => {
    const html = htmlOf(
      LoginView({ action: '/a', csrf: null, clientName: null, username: 'maria' }),
    );
    expect(html).toContain('<form id="login" method="post" action="/a">');
    expect(html).toMatch(/<input id="username" name="username"[^>]* value="maria"/);
    expect(html).toMatch(/<input id="password" name="password" type="password"/);
    expect(html).toMatch(/<button[^>]* id="login-submit" type="submit"/);
  });

  it('never puts a password back', () => {
    const html = htmlOf(LoginView({ action: '/a', csrf: null, clientName: null, username: 'm' }));
    expect(/<input id="password"[^>]*>/.exec(html)?.[0]).not.toContain('value');
  });

  it('announces a problem and ties it to the fields', () => {
    const view = LoginView({
      action: '/a',
      csrf: null,
      clientName: null,
      problem: 'bad_credentials',
    });
    expect(htmlOf(view)).toMatch(/id="login-problem" role="alert"/);
    expect(htmlOf(view).match(/aria-describedby="login-problem"/g)).toHaveLength(2);
    expect(htmlOf(view, 'zh')).toContain('用户名或密码错误');
  });
});

describe('ConsentView', () => {
  const text = textOf(htmlOf(ConsentView(CONSENT)));

  it('says who asks, who registered it, for whom and when', () => {
    expect(text).toContain('Allow Weather Board to use your account?');
    const by = 'Registered by an administrator of this server';
    expect(text).toContain(`${by} for Acme on 3 March 2026`);
    const client = { ...CONSENT.client, ownerName: null };
    expect(textOf(htmlOf(ConsentView({ ...CONSENT, client })))).toContain(`${by} on 3 March 2026`);
  });

  it('says of a client of this server that it is one', () => {
    const client = { ...CONSENT.client, ownerName: null, registeredBy: 'server' as const };
    const own = textOf(htmlOf(ConsentView({ ...CONSENT, client })));
    expect(own).toContain('It is part of this server.');
    expect(own).not.toMatch(/Registered|Unverified/);
  });

  it('warns of a client that nobody has checked, and of no other', () => {
    expect(text).not.toContain('Unverified');
    const client = { ...CONSENT.client, registeredBy: 'other' as const };
    const unchecked = textOf(htmlOf(ConsentView({ ...CONSENT, client })));
    expect(unchecked).toContain('Registered by Acme on 3 March 2026');
    expect(unchecked).toContain('Unverified');
  });

  it('says where it leads, for whom, how long it lasts and who can end it', () => {
    expect(text).toContain('You will then be taken to board.example.com.');
    expect(text).toContain('Signed in as maria');
    expect(text).toContain('ends when it has not been used for a year');
    expect(text).toContain('through your account (/account/authorized-apps)');
    const html = htmlOf(ConsentView({ ...CONSENT, isAskedEachTime: true, revokeHref: '/console' }));
    expect(textOf(html)).toContain('You will be asked again each time');
    expect(textOf(html)).not.toContain('remembered');
    expect(html).toContain('<a href="/console">authorised apps</a>');
  });

  it('lists what is sensitive first and what was allowed before last, in plain words', () => {
    const order = ['Delete owners', 'Read owners', 'Know who you are'].map((words) =>
      text.indexOf(words),
    );
    expect(order).not.toContain(-1);
    expect([...order].sort((left, right) => left - right)).toEqual(order);
    expect(text).toMatch(/Delete owners\s*write:a on Owners\s*Sensitive\s*New/);
    expect(text).toMatch(/Know who you are\s*openid on your account\s*Allowed before/);
  });

  it('calls nothing new while everything is', () => {
    const first = CONSENT.scopes.map((each) => ({ ...each, isGrantedBefore: false }));
    const marks = textOf(htmlOf(ConsentView({ ...CONSENT, scopes: first })));
    expect(marks).not.toMatch(/New|Allowed before/);
    expect(marks).toMatch(/Delete owners\s*write:a on Owners\s*Sensitive/);
  });

  it('does not let an API borrow the words of OpenID Connect', () => {
    const scopes = [scope('openid', 'Evil API', { description: both('Empty your account') })];
    const borrowed = textOf(htmlOf(ConsentView({ ...CONSENT, scopes })));
    expect(borrowed).toContain('Empty your account');
    expect(borrowed).not.toContain('Know who you are');
  });

  it('says in plain words of either language which facts are asked for one by one', () => {
    const claims = [
      { name: 'birthdate', isGrantedBefore: false },
      { name: 'website', isGrantedBefore: true },
    ];
    const view = ConsentView({ ...CONSENT, claims });
    expect(textOf(htmlOf(view))).toMatch(
      /See your date of birth\s*birthdate on your account\s*New/,
    );
    expect(textOf(htmlOf(view))).toMatch(/See your website\s*website on your account\s*Allowed/);
    expect(textOf(htmlOf(view, 'zh'))).toContain('查看您的出生日期');
  });

  it('shows a description in the language of the page', () => {
    const description = { en: 'Read owners', zh: '读取所有者' };
    const scopes = [scope('read:a', 'Owners', { description })];
    const view = ConsentView({ ...CONSENT, scopes });
    expect(textOf(htmlOf(view, 'zh'))).toContain('读取所有者');
    expect(textOf(htmlOf(view, 'zh'))).not.toContain('Read owners');
  });

  it('gives Deny and Allow the same look', () => {
    const html = htmlOf(ConsentView(CONSENT));
    const button = (decision: string): string =>
      `<button class="button" id="consent-${decision}" type="submit" name="decision" value="${decision}">`;
    expect(html).toContain(button('deny'));
    expect(html).toContain(button('allow'));
    expect(html).toContain('<form id="consent" method="post" action="/interaction/x/confirm"');
    expect(html).toContain('<input type="hidden" name="csrf" value="tie"/>');
  });

  it('drops marks that turn the reading direction from names', () => {
    const client = { ...CONSENT.client, name: 'Nice\u202Eppa\u2066\u200F' };
    const html = htmlOf(ConsentView({ ...CONSENT, client }));
    expect(html).not.toMatch(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/);
    expect(html).toContain('<bdi>Niceppa</bdi>');
  });
});

describe('LogoutView', () => {
  it('signs out only by the button that says so', () => {
    const html = htmlOf(LogoutView({ action: '/end', xsrf: 'tie', clientName: null }));
    expect(html).toContain('<input type="hidden" name="xsrf" value="tie"/>');
    expect(html.match(/name="logout" value="yes"/g)).toHaveLength(1);
    expect(html).toMatch(/id="logout-confirm" type="submit" name="logout" value="yes"/);
  });
});

describe('OAuthErrorView', () => {
  it('explains a known error in words and does not mistake a name from the prototype for one', () => {
    const known = OAuthErrorView({ error: 'invalid_scope', description: null, requestId: 'req_1' });
    expect(textOf(htmlOf(known))).toContain('permission that it may not have');
    const unknown = OAuthErrorView({ error: 'constructor', description: 'd', requestId: null });
    expect(textOf(htmlOf(unknown))).toContain('Your account is safe');
  });
});

describe('HomeView', () => {
  it('offers an anonymous call only while there are sample APIs to answer it', () => {
    const home = (hasSamples: boolean): string =>
      textOf(htmlOf(HomeView({ publicUrl: PUBLIC_URL, hasSamples })));
    expect(home(true)).toContain(`curl ${PUBLIC_URL}/api/weather-basic/now`);
    expect(home(false)).not.toContain('weather');
  });
});

describe('the error pages', () => {
  it.each(LANGUAGES)('list every code once in %s', (language) => {
    const html = htmlOf(ErrorCodesView({ isUnknown: false }), language);
    for (const code of ERROR_CODES) {
      expect(html.split(`href="/errors/${code}"`)).toHaveLength(2);
      expect(html).toContain(ERROR_TABLE[code].title[language]);
    }
  });

  it.each(ERROR_CODES)('explain %s in both languages, with a whole answer', (code) => {
    for (const language of LANGUAGES) {
      const { status, title, meaning, remedy, challenge } = ERROR_TABLE[code];
      const text = textOf(htmlOf(ErrorCodeView({ code, publicUrl: PUBLIC_URL }), language));
      expect(text).toContain(title.en);
      expect(text).toContain(title.zh);
      expect(text).toContain(meaning[language]);
      expect(text).toContain(remedy[language]);
      expect(text).toContain(`HTTP/1.1 ${status} `);
      expect(text).toContain(`"type": "${PUBLIC_URL}/errors/${code}"`);
      // The example of invalid_request has a flaw in its body.
      const isChallenged = challenge !== 'none' && code !== 'invalid_request';
      expect(/WWW-Authenticate: (?:Bearer|DPoP) /.test(text)).toBe(isChallenged);
      expect(text.includes('Retry-After: ')).toBe(status === 429 || status === 503);
    }
  });
});

function scope(
  name: string,
  apiName: string | null,
  rest: Partial<ConsentProps['scopes'][number]> = {},
): ConsentProps['scopes'][number] {
  return {
    name,
    apiName,
    description: null,
    isSensitive: false,
    isGrantedBefore: false,
    ...rest,
  };
}

function both(text: string): LocalizedText {
  return { en: text, zh: text };
}

function htmlOf(view: View, language: Language = 'en'): string {
  return page(view, { language }).html;
}

function textOf(html: string): string {
  return html
    .replace(/<(?:p|li|h1|h2|div)[ >]/g, '\n$&')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
