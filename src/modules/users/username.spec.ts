import { describe, expect, it } from 'vitest';
import { AppError } from '../../kernel/errors/index.js';
import { canonicalUsername, usernameKeyOf } from './username.js';

describe('canonicalUsername', () => {
  it.each([
    ['admin', 'admin'],
    ['ADMIN', 'admin'],
    ['ａｄｍｉｎ', 'admin'],
    ['\u212Aelvin', 'kelvin'],
    ['Jose\u0301', 'josé'],
    ['Straße', 'strasse'],
    ['ΟΔΥΣΣΕΥΣ', 'οδυσσευσ'],
    ['Οδυσσεύς', 'οδυσσεύσ'],
    ['a.b_c+d-1@example.com', 'a.b_c+d-1@example.com'],
    ['Ольга', 'ольга'],
    ['山田たろう', '山田たろう'],
    ['भारती', 'भारती'],
    ['김철수', '김철수'],
  ])('gives %s the key %s', (typed, key) => {
    expect(canonicalUsername(typed).key).toBe(key);
  });

  it('shows a name as it was typed, in its compatible form', () => {
    expect(canonicalUsername('Ｏlga').username).toBe('Olga');
  });

  it.each([
    ['an empty name', ''],
    ['a leading space', ' alice'],
    ['a trailing space', 'alice '],
    ['a space inside', 'alice b'],
    ['a Cyrillic letter among Latin ones', '\u0430dmin'],
    ['a Greek letter among Latin ones', 'αdmin'],
    ['Latin letters among Japanese ones', '山田taro'],
    ['a zero-width joiner', 'ali\u200Dce'],
    ['a zero-width space', 'ali\u200Bce'],
    ['a right-to-left mark', 'alice\u200F'],
    ['NUL', 'ali\0ce'],
    ['a line break', 'alice\n'],
    ['a lone surrogate', 'alice\ud800'],
    ['an emoji', 'alice😀'],
    ['a combining accent of its own', 'x\u0301'],
    ['two @', 'a@b@c'],
    ['punctuation only', '@._-'],
    ['a quote', "ali'ce"],
    ['a slash', 'ali/ce'],
    ['257 characters', 'a'.repeat(257)],
    ['characters that become more than 256', 'ß'.repeat(200)],
    ['a megabyte', 'a'.repeat(1_000_000)],
  ])('refuses %s', (_what, name) => {
    expect(() => canonicalUsername(name)).toThrow(AppError);
    expect(usernameKeyOf(name)).toBeNull();
  });

  it('accepts 256 characters, counted as characters', () => {
    expect(canonicalUsername('a'.repeat(256)).key).toHaveLength(256);
    expect([...canonicalUsername('𠮷'.repeat(256)).key]).toHaveLength(256);
  });

  it('points at the member and does not repeat the name', () => {
    expect.assertions(2);
    try {
      canonicalUsername('alice smith');
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid_request', errors: [{ pointer: '#/username' }] });
      expect(String(error)).not.toContain('smith');
    }
  });

  it('finds the same user by every case of a name', () => {
    for (const name of ['İstanbul', 'ﬁsh', 'ǅungla', 'Ǆ', 'Straße', 'Σίσυφος']) {
      const key = usernameKeyOf(name);
      expect(key).not.toBeNull();
      expect(usernameKeyOf(name.toUpperCase())).toBe(key);
    }
  });
});
