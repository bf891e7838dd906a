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

describe('StampedCache with newcomers', () => {
  let now = 0;
  let cache: StampedCache<Entry>;
  let loads: string[];

  beforeEach(() => {
    now = 1_000_000;
    loads = [];
    cache = new StampedCache<Entry>({
      max: 1000,
      newcomers: 100,
      ttlMs: 60_000,
      clock: { now: () => now },
      tagsOf: (entry) => entry.tags,
    });
  });

  const ask = (name: string) =>
    cache.load(name, () => {
      loads.push(name);
      return { name, tags: ['app:1', `key:${name}`] };
    });
  const flood = (count: number) => {
    for (let i = 0; i < count; i += 1) void ask(`flood ${i} of ${loads.length}`);
  };

  it('keeps what is asked for again, whatever comes that is asked for once', () => {
    void ask('in use');
    void ask('in use');
    flood(20_000);
    expect(cache.size).toBe(101);
    loads = [];
    void ask('in use');
    expect(loads).toEqual([]);
  });

  it('keeps what had to go once, when it comes again', () => {
    const working = Array.from({ length: 500 }, (_value, i) => `key ${i}`);
    for (const name of [...working, ...working]) void ask(name);
    loads = [];
    for (const name of working) void ask(name);
    expect(loads.length).toBeLessThan(20);
  });

  it('does not keep anything for longer because it was asked for again', () => {
    void ask('a');
    now += 59_000;
    expect(cache.get('a')).toBeDefined();
    now += 999;
    expect(cache.get('a')).toBeDefined();
    now += 2;
    expect(cache.get('a')).toBeUndefined();
  });

  it.each(['app:1', 'key:b', '*'])('forgets by %s what is new and what is not', (tag) => {
    void ask('b');
    expect(cache.get('b')).toBeDefined();
    void ask('new');
    cache.invalidate(tag);
    expect(cache.get('b')).toBeUndefined();
    cache.invalidate('key:new');
    expect(cache.get('new')).toBeUndefined();
  });

  it('forgets by its tag what was kept, evicted and kept again', () => {
    for (let round = 0; round < 3; round += 1) {
      void ask('a');
      flood(200);
      void ask('a');
      cache.invalidate('key:a');
      expect(cache.get('a')).toBeUndefined();
    }
  });

  it('stays within its bound when everything is asked for twice', () => {
    for (let i = 0; i < 5000; i += 1) {
      void ask(`key ${i}`);
      void ask(`key ${i}`);
    }
    expect(cache.size).toBeLessThanOrEqual(1000);
    cache.invalidate('app:1');
    expect(cache.size).toBe(0);
  });
});
