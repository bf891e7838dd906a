import { describe, expect, it } from 'vitest';
import { SeenProofs } from './seen-proofs.js';

const LIFETIME = 90_000;
const START = 1_790_000_000_000;

describe('SeenProofs', () => {
  it('lets a proof pass once, and the same jti of another key', () => {
    const seen = new SeenProofs(LIFETIME);
    expect(seen.add('key a', START)).toBe(true);
    expect(seen.add('key a', START)).toBe(false);
    expect(seen.add('other a', START)).toBe(true);
    expect(seen.add('key b', START)).toBe(true);
  });

  it('remembers it for its whole lifetime, wherever between two generations it came', () => {
    for (const offset of [0, 1, LIFETIME / 2, LIFETIME - 1]) {
      const seen = new SeenProofs(LIFETIME);
      seen.add('key first', START);
      expect(seen.add('key a', START + offset)).toBe(true);
      for (const later of [1, LIFETIME / 2, LIFETIME - 1, LIFETIME]) {
        expect(seen.add('key a', START + offset + later)).toBe(false);
      }
    }
  });

  it('forgets it in the end', () => {
    const seen = new SeenProofs(LIFETIME);
    seen.add('key a', START);
    expect(seen.add('key a', START + 2 * LIFETIME)).toBe(true);
  });

  it('lets nothing more in when it is full, rather than forget something', () => {
    const seen = new SeenProofs(LIFETIME, 3);
    for (const id of ['a', 'b', 'c']) expect(seen.add(`key ${id}`, START)).toBe(true);
    expect(() => seen.add('key d', START)).toThrow('no room');
    expect(seen.add('key a', START)).toBe(false);
    expect(seen.add('key d', START + LIFETIME)).toBe(true);
    expect(seen.add('key a', START + LIFETIME)).toBe(false);
  });
});
