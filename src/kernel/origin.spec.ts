import { describe, expect, it } from 'vitest';
import { AppError } from './errors/index.js';
import { compileOrigins, parseOrigin } from './origin.js';

describe('parseOrigin', () => {
  it.each([
    ['https://example.com', 'https://example.com'],
    ['HTTPS://Example.COM', 'https://example.com'],
    ['https://example.com/', 'https://example.com'],
    ['https://example.com:443', 'https://example.com'],
    ['http://example.com:80', 'http://example.com'],
    ['http://example.com:443', 'http://example.com:443'],
    ['https://example.com:08443', 'https://example.com:8443'],
    ['http://localhost:5173', 'http://localhost:5173'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['https://例子.测试', 'https://xn--fsqu00a.xn--0zwm56d'],
    ['https://*.example.com', 'https://*.example.com'],
    ['https://*.Example.com:8443', 'https://*.example.com:8443'],
  ])('writes %s as %s, and that as itself', (text, canonical) => {
    expect(parseOrigin(text)).toBe(canonical);
    expect(parseOrigin(canonical)).toBe(canonical);
  });

  it.each([
    'null',
    '*',
    'https://*',
    'https://*.com',
    'https://*.127.0.0.1',
    'https://a.*.example.com',
    'https://*example.com',
    'https://**.example.com',
    'https://example.com/path',
    'https://example.com//',
    'https://example.com?x=1',
    'https://example.com#x',
    'https://user@example.com',
    'https://u:p@example.com',
    'https://ex%61mple.com',
    'https://example.com.',
    'https://example.com\\',
    ' https://example.com',
    'https://example.com\n',
    'https://exam ple.com',
    'https:example.com',
    'https:///example.com',
    'https://',
    'https://:443',
    'https://example.com:0',
    'https://example.com:65536',
    'https://example.com:x',
    'https://0x7f.1',
    'https://127.1',
    'https://2130706433',
    'https://１２７.0.0.1',
    'https://[::1',
    'https://[::01]',
    'ftp://example.com',
    'chrome-extension://abc',
    'example.com',
    '',
  ])('refuses %j with invalid_request', (text) => {
    expect(() => parseOrigin(text)).toThrow(AppError);
    expect(() => parseOrigin(text)).toThrow(/^invalid_request/);
  });
});

describe('compileOrigins', () => {
  const matcher = compileOrigins(['https://example.com', 'http://localhost:5173']);

  it.each(['https://example.com', 'http://localhost:5173'])('matches %s', (origin) => {
    expect(matcher.matches(origin)).toBe(true);
  });

  it.each([
    '',
    'null',
    'https://evil.example.com',
    'https://notexample.com',
    'https://example.com.evil.io',
    'http://example.com',
    'https://example.com:444',
    'https://example.com:443',
    'https://example.com/',
    'https:example.com',
    'https://u:p@example.com',
    'https://ex%61mple.com',
    'HTTPS://EXAMPLE.COM',
    'https://example.com.',
    ' https://example.com',
    'https://example.com, https://example.com',
    'http://localhost:5174',
  ])('does not match %j', (origin) => {
    expect(matcher.matches(origin)).toBe(false);
  });

  it('compares with the canonical form of an entry', () => {
    expect(
      compileOrigins(['HTTPS://Bücher.example:443/']).matches('https://xn--bcher-kva.example'),
    ).toBe(true);
  });

  it('lets a wildcard stand for exactly one label', () => {
    const wildcard = compileOrigins(['https://*.example.com']);
    expect(wildcard.matches('https://a.example.com')).toBe(true);
    expect(wildcard.matches('https://xn--bcher-kva.example.com')).toBe(true);
    const refused = [
      'https://example.com',
      'https://.example.com',
      'https://a.b.example.com',
      'https://x.example.com.evil.io',
      'https://evil-example.com',
      'https://evil.io/.example.com',
      'https://evil.io#.example.com',
      'https://u@a.example.com',
      'https://evil.io:80.example.com',
      'https://A.example.com',
      'https://*.example.com',
      'https://-a.example.com',
      'http://a.example.com',
      'https://a.example.com:8443',
    ];
    expect(refused.filter((origin) => wildcard.matches(origin))).toEqual([]);
  });

  it('keeps the port of a wildcard', () => {
    const wildcard = compileOrigins(['https://*.example.com:8443']);
    expect(wildcard.matches('https://a.example.com:8443')).toBe(true);
    expect(wildcard.matches('https://a.example.com')).toBe(false);
  });

  it('matches nothing when the list is empty', () => {
    expect(compileOrigins([]).matches('https://example.com')).toBe(false);
  });
});
