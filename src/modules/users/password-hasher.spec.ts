import { readdirSync, readFileSync } from 'node:fs';
import { platform } from 'node:os';
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

  it('answers what fits, two at the thread and 64 waiting, and sends the rest away', async () => {
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

  it.runIf(platform() === 'linux')('hashes in a thread that lets all others go first', async () => {
    const before = threads();
    const hasher = new PasswordHasher();
    await hasher.hash('seven green boats sail');
    const started = threads().filter(({ id }) => !before.some((other) => other.id === id));
    expect(started.map(({ nice }) => nice)).toContain(10);
    const own = threads().find(({ id }) => id === String(process.pid));
    expect(own?.nice).toBe(before.find(({ id }) => id === String(process.pid))?.nice);
    await hasher.onApplicationShutdown();
    const left = threads().map(({ id }) => id);
    for (const { id, nice } of started) if (nice === 10) expect(left).not.toContain(id);
  });

  it('rejects what is unfinished at the end, and hashes nothing after it', async () => {
    const hasher = new PasswordHasher();
    const unfinished = Array.from({ length: 10 }, () =>
      hasher.verify('seven green boats sail', null),
    );
    await Promise.all([
      expect(Promise.any(unfinished)).rejects.toThrow(),
      hasher.onApplicationShutdown(),
    ]);
    await expect(hasher.hash('seven green boats sail')).rejects.toThrow('has ended');
  });

  it('gives the turn back when what is stored is no hash', async () => {
    const hasher = new PasswordHasher();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await expect(hasher.verify('seven green boats sail', 'no hash')).rejects.toThrow();
    }
    expect(await hasher.verify('seven green boats sail', null)).toBe(false);
  });
});

/** The threads of this process and their nice values (proc(5), fields 1 and 19 of `stat`). */
function threads(): { id: string; nice: number }[] {
  return readdirSync('/proc/self/task').map((id) => {
    const stat = readFileSync(`/proc/self/task/${id}/stat`, 'utf8');
    return { id, nice: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]) };
  });
}
