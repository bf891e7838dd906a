import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { IntegrityError, Sealer } from './sealer.js';

const sealer = new Sealer(randomBytes(32));
const SECRET = 'sk_ZürichCanary0123456789';

describe('Sealer', () => {
  it('opens what it sealed, empty and non-ASCII texts too', () => {
    for (const text of ['', SECRET, 'ключ 鍵 🔑']) {
      expect(sealer.open(sealer.seal(text, 'acc_1'), 'acc_1')).toBe(text);
    }
  });

  it('shows nothing of the secret', () => {
    const sealed = sealer.seal(SECRET, 'acc_1');
    expect(sealed).toMatch(/^v1\.[\w-]+$/);
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    expect(bytes.includes('Canary')).toBe(false);
  });

  it('does not open a value that was moved to another row (A23)', () => {
    const first = sealer.seal(SECRET, 'acc_1');
    const second = sealer.seal('another', 'acc_2');
    expect(() => sealer.open(first, 'acc_2')).toThrow(IntegrityError);
    expect(() => sealer.open(second, 'acc_1')).toThrow(IntegrityError);
  });

  it('does not open a value with any one bit flipped, and still opens its neighbour (A23, X08)', () => {
    const sealed = sealer.seal(SECRET, 'acc_1');
    const neighbour = sealer.seal('another', 'acc_2');
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const value = `v1.${changed.toString('base64url')}`;
      expect(() => sealer.open(value, 'acc_1')).toThrow(IntegrityError);
    }
    expect(sealer.open(neighbour, 'acc_2')).toBe('another');
  });

  it.each([
    ['nothing', ''],
    ['only the version', 'v1.'],
    ['too short for nonce and tag', 'v1.AAAA'],
    ['another version', sealer.seal(SECRET, 'acc_1').replace('v1.', 'v2.')],
    ['no version', sealer.seal(SECRET, 'acc_1').slice(3)],
    ['padding', `${sealer.seal(SECRET, 'acc_1')}=`],
    ['a space', `${sealer.seal(SECRET, 'acc_1')} `],
    ['the end cut off', sealer.seal(SECRET, 'acc_1').slice(0, -4)],
    ['a plain secret', SECRET],
  ])('does not open %s', (_name, value) => {
    expect(() => sealer.open(value, 'acc_1')).toThrow(IntegrityError);
  });

  it('does not open what another master key sealed', () => {
    const sealed = new Sealer(randomBytes(32)).seal(SECRET, 'acc_1');
    expect(() => sealer.open(sealed, 'acc_1')).toThrow(IntegrityError);
  });

  it('says nothing of the value when it does not open', () => {
    try {
      sealer.open(sealer.seal(SECRET, 'acc_1'), 'acc_2');
      expect.unreachable();
    } catch (error) {
      expect(String(error)).not.toContain('Canary');
    }
  });

  it('never uses a nonce twice in 10 000 (X07)', () => {
    const nonces = new Set<string>();
    for (let count = 0; count < 10_000; count += 1) {
      nonces.add(sealer.seal('x', 'aad').slice(3, 3 + 16));
    }
    expect(nonces.size).toBe(10_000);
  });

  it('derives the same key for the same purpose after a restart, and unrelated ones otherwise', () => {
    const key = randomBytes(32);
    const [before, after] = [new Sealer(key), new Sealer(key)];
    expect(before.deriveKey('cookies')).toEqual(after.deriveKey('cookies'));
    expect(before.deriveKey('cookies')).not.toEqual(before.deriveKey('cursors'));
    expect(before.deriveKey('cookies')).not.toEqual(sealer.deriveKey('cookies'));
    expect(before.deriveKey('cookies', 64)).toHaveLength(64);
  });

  it('takes a key of 32 bytes only', () => {
    expect(() => new Sealer(randomBytes(16))).toThrow(RangeError);
  });

  it('does not show its key', () => {
    expect(JSON.stringify(sealer)).toBe('{}');
  });
});
