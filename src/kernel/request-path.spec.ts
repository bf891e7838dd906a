import { describe, expect, it } from 'vitest';
import { readRequestPath } from './request-path.js';

describe('readRequestPath', () => {
  it('keeps what was sent and shows what a generous server could make of it', () => {
    expect(readRequestPath('/Public;v=1//a%2Fb/')).toEqual({
      raw: '/Public;v=1//a%2Fb/',
      strict: ['Public;v=1', '', 'a%2Fb'],
      loose: ['public', 'a', 'b'],
    });
  });

  it.each([
    ['/Orders/7/', ['Orders', '7'], ['orders', '7']],
    ['/orders/7', ['orders', '7'], ['orders', '7']],
    ['/', [], []],
  ])('reads %s, in which there is nothing to decode', (path, strict, loose) => {
    expect(readRequestPath(path)).toEqual({ raw: path, strict, loose });
  });

  it('decodes what was encoded twice', () => {
    expect(readRequestPath('/%2561dmin').loose).toEqual(['admin']);
  });

  it.each([
    '/public/../admin',
    '/public/./admin',
    '/public/%2e%2e/admin',
    '/public/%2E./admin',
    '/public/..%2fadmin',
    '/public%2f..%2fadmin',
    '/public/%252e%252e/admin',
    '/public/..;x/admin',
    '/public/..%5cadmin',
    '/public\\..\\admin',
    '/admin%00',
    '/admin%0a',
    '/a%ff',
    '/a%zz',
    '/a%2',
    '/a#b',
    '/a b',
    '/a"b',
    '/caf\u00e9',
    'admin',
  ])('refuses %s', (path) => {
    expect(() => readRequestPath(path)).toThrow(
      expect.objectContaining({ code: 'invalid_request' }),
    );
  });

  it.each(['/a%20b', '/%E2%82%AC', '/a/...', '/.well-known/x', '/a%7Eb', '/'])(
    'accepts %s',
    (path) => {
      expect(readRequestPath(path).raw).toBe(path);
    },
  );
});
