import { describe, expect, it } from 'vitest';
import { languageCookie, languageOfLocales, negotiateLanguage } from './language.js';

describe('negotiateLanguage', () => {
  it('asks ui_locales first, then the cookie, then Accept-Language, then takes English', () => {
    const all = { uiLocales: 'zh', cookie: 'ostiary_lang=en', acceptLanguage: 'en' };
    expect(negotiateLanguage(all)).toBe('zh');
    expect(negotiateLanguage({ ...all, uiLocales: 'fr', acceptLanguage: 'zh' })).toBe('en');
    expect(negotiateLanguage({ acceptLanguage: 'zh-CN,zh;q=0.9,en;q=0.8' })).toBe('zh');
    expect(negotiateLanguage({})).toBe('en');
  });

  it.each([
    ['zh-Hant-TW', 'zh'],
    ['ZH', 'zh'],
    ['fr zh en', 'zh'],
    ['zhuang', 'en'],
    ['', 'en'],
  ])('reads ui_locales %j', (uiLocales, language) => {
    expect(negotiateLanguage({ uiLocales })).toBe(language);
  });

  it.each([
    ['en;q=0.5, zh;q=0.9', 'zh'],
    ['zh;q=0, en', 'en'],
    ['fr, zh;q=0.1', 'zh'],
    ['*', 'en'],
    ['zh;q=x', 'zh'],
    [`${'x,'.repeat(10_000)}zh`, 'en'],
  ])('reads Accept-Language %j', (acceptLanguage, language) => {
    expect(negotiateLanguage({ acceptLanguage })).toBe(language);
  });

  it.each([
    ['a=b; ostiary_lang=zh; c=d', 'zh'],
    ['ostiary_lang=<script>', 'en'],
    ['not_ostiary_lang=zh', 'en'],
    ['ostiary_lang', 'en'],
  ])('reads the cookie %j', (cookie, language) => {
    expect(negotiateLanguage({ cookie })).toBe(language);
  });

  it.each([['zh', 'en'], ['zh'], { zh: 1 }, 1, null, undefined])(
    'takes no language from a ui_locales that is not a text: %j',
    (uiLocales) => {
      expect(languageOfLocales(uiLocales)).toBeNull();
    },
  );
});

describe('languageCookie', () => {
  it('is out of reach of scripts and, behind TLS, of plain connections', () => {
    expect(languageCookie('zh', true)).toBe(
      'ostiary_lang=zh; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure',
    );
    expect(languageCookie('en', false)).not.toContain('Secure');
  });
});
