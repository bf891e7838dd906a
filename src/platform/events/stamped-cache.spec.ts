import { beforeEach, describe, expect, it } from 'vitest';
import { StampedCache } from './stamped-cache.js';

interface Entry {
  readonly name: string;
  readonly tags: readonly string[];
}

describe('StampedCache', () => {
  let now = 0;
  let cache: StampedCache<Entry>;

  beforeEach(() => {
    now = 1_000_000;
    cache = new StampedCache<Entry>({
      max: 3,
      ttlMs: 60_000,
      clock: { now: () => now },
      tagsOf: (entry) => entry.tags,
    });
  });

  const entry = (name: string, ...tags: string[]): Entry => ({ name, tags });

  it('asks the loader once', async () => {
    let loads = 0;
    const loader = async () => {
      loads += 1;
      return entry('a', 'app:1');
    };
    await cache.load('a', loader);
    expect((await cache.load('a', loader))?.name).toBe('a');
    expect(loads).toBe(1);
  });

  it('forgets exactly the entries that carry an invalidated tag', async () => {
    await cache.load('a', async () => entry('a', 'app:1', 'api_key:1'));
    await cache.load('b', async () => entry('b', 'app:2'));
    cache.invalidate('app:1');
    expect(cache.get('a')).toBeUndefined();
    expect(cache.get('b')?.name).toBe('b');
  });

  it('forgets everything when anything may have changed', async () => {
    await cache.load('a', async () => entry('a', 'app:1'));
    await cache.load('b', async () => entry('b'));
    cache.invalidate('*');
    expect(cache.size).toBe(0);
    await cache.load('a', async () => entry('a again', 'app:1'));
    cache.invalidate('app:1');
    expect(cache.get('a')).toBeUndefined();
  });

  it('does not keep a value whose reading began before an invalidation', async () => {
    let finish: (value: Entry) => void = () => undefined;
    const pending = cache.load('a', () => new Promise((resolve) => (finish = resolve)));
    cache.invalidate('app:1');
    finish(entry('stale', 'app:1'));
    expect((await pending)?.name).toBe('stale');
    expect(cache.get('a')).toBeUndefined();
  });

  it('reads once for all who ask while it is being read', async () => {
    let loads = 0;
    let finish: (value: Entry) => void = () => undefined;
    const loader = () => {
      loads += 1;
      return new Promise<Entry>((resolve) => (finish = resolve));
    };
    const asked = Array.from({ length: 5 }, async () => cache.load('a', loader));
    finish(entry('a'));
    expect((await Promise.all(asked)).map((value) => value?.name)).toEqual(Array(5).fill('a'));
    expect(loads).toBe(1);
  });

  it('reads anew for who asks after an invalidation, while an older reading is under way', async () => {
    const finish: ((value: Entry) => void)[] = [];
    const loader = () => new Promise<Entry>((resolve) => void finish.push(resolve));
    const before = cache.load('a', loader);
    cache.invalidate('app:1');
    const after = cache.load('a', loader);
    finish[1]?.(entry('new', 'app:1'));
    finish[0]?.(entry('stale', 'app:1'));
    expect([(await before)?.name, (await after)?.name]).toEqual(['stale', 'new']);
    expect(cache.get('a')?.name).toBe('new');
  });

  it('tells all who wait that the reading failed, and reads anew for the next', async () => {
    const failing = () => Promise.reject(new Error('away'));
    const ask = async () => cache.load('a', failing);
    const asked = [ask(), ask()];
    expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    expect((await cache.load('a', async () => entry('a')))?.name).toBe('a');
  });

  it('does not remember that something was missing', async () => {
    await cache.load('a', async () => undefined);
    expect((await cache.load('a', async () => entry('now there')))?.name).toBe('now there');
  });

  it('ends an entry at its time to live', async () => {
    await cache.load('a', async () => entry('a'));
    now += 59_999;
    expect(cache.get('a')).toBeDefined();
    now += 2;
    expect(cache.get('a')).toBeUndefined();
  });

  it('stays within its weight', async () => {
    const heavy = new StampedCache<Entry>({
      max: 100,
      ttlMs: 60_000,
      clock: { now: () => now },
      tagsOf: (value) => value.tags,
      weight: { maxBytes: 1000, bytesOf: (value) => value.name.length },
    });
    for (const key of ['a', 'b', 'c']) await heavy.load(key, async () => entry(key.repeat(400)));
    expect(heavy.size).toBe(2);
    expect((await heavy.load('d', async () => entry('d'.repeat(2000))))?.name).toHaveLength(2000);
    expect(heavy.get('d')).toBeUndefined();
  });

  it('stays within its bound and drops the tags of what it evicts', async () => {
    for (const key of ['a', 'b', 'c', 'd']) await cache.load(key, async () => entry(key, 'app:1'));
    expect(cache.size).toBe(3);
    cache.invalidate('app:1');
    expect(cache.size).toBe(0);
  });
});
