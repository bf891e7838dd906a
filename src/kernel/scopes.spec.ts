import { describe, expect, it } from 'vitest';
import { AppError } from './errors/index.js';
import { missingScopes, parseScope, SCOPE_TOKEN } from './scopes.js';

describe('parseScope', () => {
  it.each([
    ['', []],
    [' ', []],
    ['read', ['read']],
    ['read:a write:b', ['read:a', 'write:b']],
    ['b a b', ['b', 'a']],
    ['  a   b  ', ['a', 'b']],
    ['constructor __proto__', ['constructor', '__proto__']],
  ])('reads %j', (text, names) => {
    expect(parseScope(text)).toEqual(names);
  });

  it.each(['a\tb', 'a\nb', 'sc"ope', 'back\\slash', 'scopé', 'a\u0000', 'a\u00a0b'])(
    'refuses %j with invalid_request',
    (text) => {
      expect(() => parseScope(text)).toThrow(AppError);
      expect(() => parseScope(text)).toThrow(/^invalid_request/);
    },
  );
});

describe('SCOPE_TOKEN', () => {
  it('is exactly the characters of RFC 6749 §3.3', () => {
    const allowed = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).filter(
      (character) => SCOPE_TOKEN.test(character),
    );
    const codes = allowed.map((character) => character.charCodeAt(0));
    expect(codes).toHaveLength(92);
    expect(codes).not.toContain(0x22);
    expect(codes).not.toContain(0x5c);
    expect([Math.min(...codes), Math.max(...codes)]).toEqual([0x21, 0x7e]);
  });
});

describe('missingScopes', () => {
  it.each([
    [[], [], []],
    [['read'], ['read', 'write'], []],
    [['read', 'write'], ['read'], ['write']],
    [['read'], [], ['read']],
    [['read'], ['READ'], ['read']],
    [['read'], ['read:all'], ['read']],
    [['admin:users', 'admin:apps'], ['admin:*'], []],
    [['admin:*'], ['admin:*'], []],
    [['admin:*'], ['admin:users'], ['admin:*']],
    [['administer', 'read'], ['admin:*'], ['administer', 'read']],
    [['read:x'], ['read:*'], ['read:x']],
    [['admin:users'], ['*'], ['admin:users']],
  ])('of %j needed and %j held, %j are missing', (needed, held, missing) => {
    expect(missingScopes(needed, held)).toEqual(missing);
  });
});
