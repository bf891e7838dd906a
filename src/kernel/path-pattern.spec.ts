import { describe, expect, it } from 'vitest';
import { loosePattern, parsePathPattern } from './path-pattern.js';

describe('parsePathPattern', () => {
  it.each([
    ['/', [], null],
    ['/orders', ['orders'], null],
    ['/orders/', ['orders'], null],
    ['/orders/{id}', ['orders', null], null],
    ['/orders/*/items', ['orders', null, 'items'], null],
    ['/admin/*', ['admin'], 1],
    ['/admin/**', ['admin'], 0],
    ['/**', [], 0],
    ['/caf%C3%A9', ['caf%C3%A9'], null],
  ])('reads %s', (text, segments, tail) => {
    expect(parsePathPattern(text)).toEqual({ segments, tail });
  });

  it.each([
    'orders',
    '',
    '/a b',
    '/../a',
    '/%2e%2e/a',
    '/a/**/b',
    '/a//b',
    '/{a',
    '/{a}b',
    '/a?b',
    '/a;b',
    '/a%2Fb',
    '/a%zz',
    '/a%00',
  ])('refuses %s', (text) => {
    expect(() => parsePathPattern(text)).toThrow(
      expect.objectContaining({ code: 'invalid_request' }),
    );
  });
});

describe('loosePattern', () => {
  it('decodes literals and ignores their case, as generous servers do', () => {
    const pattern = parsePathPattern('/Admin/a%20B/{Id}/*');
    expect(loosePattern(pattern)).toEqual({ segments: ['admin', 'a b', null], tail: 1 });
  });
});
