import { describe, expect, it } from 'vitest';
import { PasswordHasher } from './password-hasher.js';

describe('PasswordHasher', () => {
  it('makes Argon2id hashes at the documented cost', async () => {
    const hash = await new PasswordHasher().hash('seven green boats sail');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(hash.length).toBeLessThanOrEqual(255);
  });

  it('knows the password, to the last of many bytes', async () => {
    const hasher = new PasswordHasher();
    const hash = await hasher.hash(`${'a'.repeat(72)}b`);
    expect(await hasher.verify(`${'a'.repeat(72)}b`, hash)).toBe(true);
    expect(await hasher.verify(`${'a'.repeat(72)}c`, hash)).toBe(false);
    expect(await hasher.verify(` ${'a'.repeat(72)}b`, hash)).toBe(false);
  });

  it('takes composed and decomposed accents for the same', async () => {
    const hasher = new PasswordHasher();
    const hash = await hasher.hash('sept bateaux été');
    expect(await hasher.verify('sept bateaux été'.normalize('NFD'), hash)).toBe(true);
  });

  it('says no without a hash, and without an error', async () => {
    expect(await new PasswordHasher().verify('seven green boats sail', null)).toBe(false);
  });

  it('answers what fits two at a time and 64 waiting, and sends the rest away', async () => {
    const hasher = new PasswordHasher();
    const results = await Promise.allSettled(
      Array.from({ length: 70 }, () => hasher.verify('seven green boats sail', null)),
    );
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(4);
    for (const result of refused) {
      expect(result).toMatchObject({
        reason: { code: 'unavailable', status: 503, retryAfterSeconds: 1 },
      });
    }
    // The turns were given back: it works again.
    expect(await hasher.verify('seven green boats sail', null)).toBe(false);
  });
});
