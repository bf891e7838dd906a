import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { BASE62, equalsConstantTime, randomBase62, Secret, sha256Hex } from './secret.js';

describe('randomBase62', () => {
  it.each([0, 1, 43, 1000])('makes exactly %i characters of base62', (length) => {
    expect(randomBase62(length)).toMatch(new RegExp(`^[0-9A-Za-z]{${length}}$`));
  });

  it('uses every character equally often', () => {
    const length = 124_000;
    const counts = new Map([...BASE62].map((character) => [character, 0]));
    for (const character of randomBase62(length)) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    const expected = length / 62;
    const chiSquare = [...counts.values()].reduce(
      (sum, count) => sum + (count - expected) ** 2 / expected,
      0,
    );
    expect(counts.size).toBe(62);
    // 61 degrees of freedom: one honest run in more than a million lies above 135; taking bytes
    // modulo 62 without rejection lies above 700.
    expect(chiSquare).toBeLessThan(135);
  });
});

describe('sha256Hex', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['钥匙', '6d132744a95cf3949f3ce1bef02a521aa4cee217e4e18033f96014e9f3e4ac00'],
  ])('hashes the UTF-8 bytes of %j', (text, digest) => {
    expect(sha256Hex(text)).toBe(digest);
  });
});

describe('equalsConstantTime', () => {
  it('tells equal from different', () => {
    expect(equalsConstantTime('secret', 'secret')).toBe(true);
    expect(equalsConstantTime('secret', 'Secret')).toBe(false);
  });

  it('answers for texts of unequal length instead of throwing', () => {
    expect(equalsConstantTime('secret', 'secret ')).toBe(false);
    expect(equalsConstantTime('', 'x')).toBe(false);
  });
});

describe('Secret', () => {
  const secret = new Secret('canary-value');

  it('gives its value out only when asked', () => {
    expect(secret.reveal()).toBe('canary-value');
  });

  it.each([
    ['a list that is joined', [secret].join()],
    ['concatenation', `is ${String(secret)}`],
    ['JSON', JSON.stringify({ secret })],
    ['the console', inspect({ secret }, { depth: 5, showHidden: true })],
    ['a list of its members', JSON.stringify(Object.entries(secret))],
  ])('does not appear in %s', (_where, text) => {
    expect(text).not.toContain('canary');
  });
});
