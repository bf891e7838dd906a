import { describe, expect, it } from 'vitest';
import {
  generateAccessKeyPair,
  generateApiKey,
  inspectApiKey,
  inspectSk,
  looksLikeAk,
  looksLikeApiKey,
  looksLikeSk,
  previewOf,
} from './key-format.js';
import { BASE62 } from './secret.js';

// Computed apart from this code, with Python's zlib.crc32.
const KNOWN_KEY = 'ost_live_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg1dO8YO';
const KNOWN_SK = 'sk_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg1A7p0b';

describe('API key format', () => {
  it('accepts a key whose checksum was computed elsewhere', () => {
    expect(inspectApiKey(KNOWN_KEY, 'ost')).toEqual({ form: 'ok' });
  });

  it.each(['live', 'test'] as const)(
    'makes %s keys of 43 and 6 base62 characters',
    (environment) => {
      const key = generateApiKey('ost', environment);
      expect(key).toMatch(new RegExp(`^ost_${environment}_[0-9A-Za-z]{49}$`));
      expect(inspectApiKey(key, 'ost')).toEqual({ form: 'ok' });
    },
  );

  it('never makes one key twice', () => {
    const keys = new Set(Array.from({ length: 10_000 }, () => generateApiKey('ost', 'live')));
    expect(keys.size).toBe(10_000);
  });

  it('detects every single changed character', () => {
    const key = generateApiKey('ost', 'live');
    for (let position = 'ost_live_'.length; position < key.length; position += 1) {
      const next = BASE62.charAt((BASE62.indexOf(key.charAt(position)) + 1) % 62);
      const changed = key.slice(0, position) + next + key.slice(position + 1);
      expect(inspectApiKey(changed, 'ost')).toMatchObject({
        form: 'malformed',
        reason: 'checksum',
      });
    }
  });

  it.each([
    ['the last character cut off', (key: string) => key.slice(0, -1), 'length'],
    ['one character too many', (key: string) => `${key}A`, 'length'],
    ['the key twice', (key: string) => key + key, 'length'],
    ['only its prefix', () => 'ost_live_', 'length'],
    ['a line break at the end', (key: string) => `${key}\n`, 'length'],
    ['a space for a character', (key: string) => `${key.slice(0, -1)} `, 'alphabet'],
    ['a letter outside ASCII', (key: string) => `${key.slice(0, -1)}é`, 'alphabet'],
    [
      'the case of its body changed',
      (key: string) => `ost_live_${swapCase(key.slice(9))}`,
      'checksum',
    ],
    ['the other environment', (key: string) => key.replace('_live_', '_test_'), 'checksum'],
  ])('refuses %s and says how', (_what, change, reason) => {
    const value = change(KNOWN_KEY);
    expect(inspectApiKey(value, 'ost')).toEqual({
      form: 'malformed',
      reason,
      length: value.length,
      expectedLength: 58,
    });
  });

  it.each([
    ['an upper-case prefix', KNOWN_KEY.replace('ost', 'OST')],
    ['the prefix of another server', KNOWN_KEY.replace('ost', 'acme')],
    ['an unknown environment', KNOWN_KEY.replace('live', 'prod')],
    ['a space in front', ` ${KNOWN_KEY}`],
    ['a JWT', 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln'],
    ['nothing', ''],
  ])('does not take %s for a key of its own', (_what, value) => {
    expect(looksLikeApiKey(value, 'ost')).toBe(false);
    expect(inspectApiKey(value, 'ost')).toEqual({ form: 'foreign' });
  });

  it('knows a broken key of its own as its own', () => {
    expect(looksLikeApiKey('ost_test_oops', 'ost')).toBe(true);
  });
});

describe('access key format', () => {
  it('accepts a pair that it made and an SK whose checksum was computed elsewhere', () => {
    const { ak, sk } = generateAccessKeyPair();
    expect(looksLikeAk(ak)).toBe(true);
    expect(looksLikeSk(sk)).toBe(true);
    expect(inspectSk(sk)).toEqual({ form: 'ok' });
    expect(inspectSk(KNOWN_SK)).toEqual({ form: 'ok' });
  });

  it.each([
    ['a trailing space', (ak: string) => `${ak} `],
    ['a leading space', (ak: string) => ` ${ak}`],
    ['a line break', (ak: string) => `${ak}\n`],
    ['an upper-case prefix', (ak: string) => ak.replace('ak_', 'AK_')],
    ['a missing character', (ak: string) => ak.slice(0, -1)],
    ['a name from the prototype', () => '__proto__'],
    ['nothing', () => ''],
  ])('does not take an AK with %s', (_what, change) => {
    expect(looksLikeAk(change(generateAccessKeyPair().ak))).toBe(false);
  });

  it('tells a damaged SK from something that is none', () => {
    expect(inspectSk(KNOWN_SK.slice(0, -1))).toMatchObject({
      reason: 'length',
      expectedLength: 52,
    });
    expect(inspectSk(swapLast(KNOWN_SK))).toMatchObject({ reason: 'checksum' });
    expect(inspectSk(KNOWN_KEY)).toEqual({ form: 'foreign' });
    expect(looksLikeSk('sk_live_51Habcdef')).toBe(false);
  });
});

describe('previewOf', () => {
  it('shows what a secret is, three characters of its beginning and four of its end', () => {
    const end = KNOWN_KEY.slice(-4);
    expect(previewOf(KNOWN_KEY)).toBe(`ost_live_012…${end}`);
    expect(previewOf(KNOWN_SK)).toBe(`sk_012…${KNOWN_SK.slice(-4)}`);
    expect(previewOf('0123456789abcdefghij')).toBe('012…ghij');
  });

  it('shows nothing of a secret that is too short to hide the rest', () => {
    expect(previewOf('hunter2')).toBe('…');
    expect(previewOf('')).toBe('…');
  });
});

function swapCase(text: string): string {
  return [...text]
    .map((character) => {
      const lower = character.toLowerCase();
      return character === lower ? character.toUpperCase() : lower;
    })
    .join('');
}

function swapLast(text: string): string {
  return text.slice(0, -1) + (text.endsWith('0') ? '1' : '0');
}
