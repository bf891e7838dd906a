import { describe, expect, it } from 'vitest';
import { compilePathPattern } from './path-pattern.js';

const segments = (path: string): string[] => path.split('/').slice(1).filter(Boolean);

describe('compilePathPattern', () => {
  it.each([
    ['/orders', '/orders', true],
    ['/orders', '/orders/1', false],
    ['/orders', '/ordersX', false],
    ['/orders/{id}', '/orders/1', true],
    ['/orders/{id}', '/orders', false],
    ['/orders/{id}/items', '/orders/1/items', true],
    ['/orders/*/items', '/orders/1/items', true],
    ['/orders/*/items', '/orders/1/2/items', false],
    ['/admin/*', '/admin/a', true],
    ['/admin/*', '/admin/a/b', true],
    ['/admin/*', '/admin', false],
    ['/admin/*', '/administrators', false],
    ['/admin/**', '/admin', true],
    ['/admin/**', '/admin/a/b', true],
    ['/**', '/anything/at/all', true],
    ['/', '/', true],
  ])('%s on %s: %s', (pattern, path, expected) => {
    expect(compilePathPattern(pattern).matches(segments(path))).toBe(expected);
  });

  it('compares literals without case only when asked', () => {
    expect(compilePathPattern('/Admin').matches(['admin'])).toBe(false);
    expect(compilePathPattern('/Admin', true).matches(['admin'])).toBe(true);
  });

  it.each(['orders', '/a b', '/../a', '/a/**/b', '/a//b', '/{a', '/a?b'])(
    'refuses %s',
    (pattern) => {
      expect(() => compilePathPattern(pattern)).toThrow(
        expect.objectContaining({ code: 'invalid_request' }),
      );
    },
  );
});
