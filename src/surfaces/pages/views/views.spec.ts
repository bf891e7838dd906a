import { describe, expect, it } from 'vitest';
import { ERROR_CODES, ERROR_TABLE } from '../../../kernel/errors/index.js';
import { LANGUAGES } from '../language.js';
import type { View } from '../view.js';
import { ConsentView } from './consent.view.js';
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
import { both, htmlOf, scope, textOf } from './views.fixture.js';

const HOSTILE = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;{client}`;
const PUBLIC_URL = 'https://auth.example.com';

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
