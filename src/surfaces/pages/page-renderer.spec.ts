import { describe, expect, it } from 'vitest';
import { formActionSource, page } from './page-renderer.js';
import { LoginView } from './views/login.view.js';
import { SetupView } from './views/setup.view.js';

const login = LoginView({ action: '/login/x', csrf: null, clientName: null });
const setup = SetupView({ action: '/setup', csrf: null });

describe('the headers of a page', () => {
  const { headers } = page(login, { language: 'en' });

  it('allow no script, no frame, no foreign style and no foreign form target', () => {
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; " +
        "base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('keep the page out of caches and its address out of other servers', () => {
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['referrer-policy']).toBe('same-origin');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
  });

  it('allow a page to be cached when asked to, but never together with a cookie', () => {
    const cacheControl = 'public, max-age=300';
    const cached = page(login, { language: 'en', cacheControl }).headers;
    expect(cached['cache-control']).toBe(cacheControl);
    expect(cached['vary']).toBe('Accept-Language, Cookie');
    const remembered = page(login, { language: 'en', cacheControl, setCookie: 'a=b' }).headers;
    expect(remembered['cache-control']).toBe('no-store');
    expect(remembered['set-cookie']).toBe('a=b');
  });

  it('let a form end at the origins that were named', () => {
    const formActionOrigins = ['https://app.example.com', 'com.example.app:', null];
    const policy = page(login, { language: 'en', formActionOrigins }).headers[
      'content-security-policy'
    ];
    expect(policy).toContain("form-action 'self' https://app.example.com com.example.app:;");
  });

  it.each(["https://x; script-src 'unsafe-inline'", '*', "'unsafe-inline'", 'https://x/path', ''])(
    'do not let %j into the policy',
    (source) => {
      const policy = page(login, { language: 'en', formActionOrigins: [source] }).headers[
        'content-security-policy'
      ];
      expect(policy).toContain("form-action 'self'; base-uri");
    },
  );

  it('allow the one script of the set-up page there and nowhere else', () => {
    const { html, headers: setupHeaders } = page(setup, { language: 'en' });
    expect(setupHeaders['content-security-policy']).toContain("script-src 'self'");
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain('<script src="/pages/setup.js" defer></script>');
    expect(page(login, { language: 'en' }).html).not.toContain('<script');
  });
});

describe('a page', () => {
  it.each([
    ['en', 'en', 'Sign in · Ostiary'],
    ['zh', 'zh-Hans', '登录 · Ostiary'],
  ] as const)('is a whole document in %s', (language, tag, title) => {
    const { html, headers } = page(login, { language });
    expect(html).toMatch(/^<!doctype html><html lang="/);
    expect(html).toContain(`<html lang="${tag}">`);
    expect(html).toContain(`<title>${title}</title>`);
    expect(headers['content-language']).toBe(language);
  });

  it.each([login, setup])(
    'has no inline style or handler, which its policy would block',
    (view) => {
      expect(page(view, { language: 'en' }).html).not.toMatch(
        /\sstyle=|\son[a-z]+=|<style|javascript:/,
      );
    },
  );
});

describe('the link to the other language', () => {
  const hrefAt = (location: string | null | undefined): string | undefined =>
    / href="([^"]*)" lang="zh-Hans"/.exec(
      page(login, location === undefined ? { language: 'en' } : { language: 'en', location }).html,
    )?.[1];

  it.each([
    [undefined, '?ui_locales=zh'],
    ['/interaction/abc', '/interaction/abc?ui_locales=zh'],
    ['/errors?a=1&ui_locales=en', '/errors?a=1&amp;ui_locales=zh'],
    ['/x?q="><script>', '/x?q=%22%3E%3Cscript%3E&amp;ui_locales=zh'],
    ['//evil.example/x', '/x?ui_locales=zh'],
    ['/\\evil.example/x', '/x?ui_locales=zh'],
    ['/.//evil.example', '/evil.example?ui_locales=zh'],
    ['https://evil.example/x', '/x?ui_locales=zh'],
    ['javascript:alert(1)', '/alert(1)?ui_locales=zh'],
    ['https://evil.example:99999999/', '?ui_locales=zh'],
  ])('of %j stays on this server: %s', (location, href) => {
    expect(hrefAt(location)).toBe(href);
  });

  it('is absent where a page cannot be asked for again', () => {
    expect(hrefAt(null)).toBeUndefined();
  });
});

describe('formActionSource', () => {
  it.each([
    ['https://app.example.com/cb?x=1', 'https://app.example.com'],
    ['http://127.0.0.1:51004/cb', 'http://127.0.0.1:51004'],
    ['http://[::1]:51004/cb', 'http://[::1]:51004'],
    ['com.example.app:/cb', 'com.example.app:'],
    ['https://bücher.example/cb', 'https://xn--bcher-kva.example'],
    ['not a url', null],
    ['', null],
  ])('of %j is %j', (redirectUri, source) => {
    expect(formActionSource(redirectUri)).toBe(source);
  });
});
