import { LRUCache } from 'lru-cache';
import type { Awaitable } from '../../kernel/awaitable.js';
import type { Clock } from '../../kernel/clock.js';
import { EVERYTHING } from './change-events.js';
import { Sightings } from './sightings.js';

export interface StampedCacheOptions<V> {
  /** Most entries kept; the least recently used goes first. */
  readonly max: number;
  /** Longest time an entry is kept, in milliseconds: a safety net below the change messages. */
  readonly ttlMs: number;
  readonly clock: Clock;
  /** The change tags that kill an entry. */
  tagsOf(value: V): readonly string[];
  /**
   * How many of them may be entries that were not asked for again yet, for keys that callers can make up
   * endlessly: they push out each other then, and nothing that is in use. Absent: all.
   */
  readonly newcomers?: number;
  /** A bound on what all entries together hold, for values whose size callers decide. */
  readonly weight?: { readonly maxBytes: number; bytesOf: (value: V) => number };
}

interface Reading<V> {
  readonly stamp: number;
  readonly value: Promise<V | undefined>;
}

/**
 * A bounded cache whose entries die when something they were read from changes.
 *
 * A value that was being read while an invalidation arrived is handed to its caller but not kept:
 * it may have been read before the change, and keeping it would undo the invalidation.
 */
export class StampedCache<V extends object> {
  private readonly entries: LRUCache<string, V>;
  /** Entries that were asked for once. They die young, before they cost the garbage collector much. */
  private readonly newcomers: LRUCache<string, V> | null;
  private readonly sightings: Sightings | null;
  private readonly keysByTag = new Map<string, Set<string>>();
  /** What is being read at this moment, and the stamp at which its reading began. */
  private readonly readings = new Map<string, Reading<V>>();
  private stamp = 0;

  constructor(private readonly options: StampedCacheOptions<V>) {
    const { max, newcomers } = options;
    this.entries = this.lru(max - (newcomers ?? 0));
    this.newcomers = newcomers === undefined ? null : this.lru(newcomers);
    this.sightings = newcomers === undefined ? null : new Sightings();
  }

  get size(): number {
    return this.entries.size + (this.newcomers?.size ?? 0);
  }

  get(key: string): V | undefined {
    return this.entries.get(key) ?? this.settle(key);
  }

  /**
   * The remembered value, or the loader's. `undefined` from the loader means "no such thing" and is
   * not remembered; what the loader throws is passed on. Those who ask for the same while it is being
   * read share the reading, unless something was invalidated since it began.
   *
   * @returns at once what is remembered, and what the loader has at once
   */
  load(key: string, loader: () => Awaitable<V | undefined>): Awaitable<V | undefined> {
    const known = this.get(key);
    if (known !== undefined) return known;
    const { stamp } = this;
    const begun = this.readings.get(key);
    if (begun?.stamp === stamp) return begun.value;
    const value = loader();
    if (value instanceof Promise) return this.keepWhenRead(key, { stamp, value });
    if (value !== undefined && stamp === this.stamp) this.keep(key, value);
    return value;
  }

  private async keepWhenRead(key: string, reading: Reading<V>): Promise<V | undefined> {
    this.readings.set(key, reading);
    try {
      const value = await reading.value;
      if (value !== undefined && reading.stamp === this.stamp) this.keep(key, value);
      return value;
    } finally {
      if (this.readings.get(key) === reading) this.readings.delete(key);
    }
  }

  delete(key: string): void {
    this.entries.delete(key);
    this.newcomers?.delete(key);
  }

  /**
   * Forgets every entry that carries the tag, or all of them for `EVERYTHING`, and keeps out what is
   * being read at this moment.
   */
  invalidate(tag: string): void {
    this.stamp += 1;
    if (tag === EVERYTHING) {
      this.entries.clear();
      this.newcomers?.clear();
      return;
    }
    const keys = this.keysByTag.get(tag);
    if (keys === undefined) return;
    for (const key of [...keys]) this.delete(key);
  }

  /** A newcomer that is asked for again is one no more. It is not kept for longer by that. */
  private settle(key: string): V | undefined {
    const value = this.newcomers?.get(key);
    if (this.newcomers === null || value === undefined) return undefined;
    const ttl = this.newcomers.getRemainingTTL(key);
    this.newcomers.delete(key);
    if (ttl > 0) this.keepIn(this.entries, key, value, ttl);
    return value;
  }

  /** What had to go before it was asked for again is known by the sight of it, and stays this time. */
  private keep(key: string, value: V): void {
    const { newcomers, sightings } = this;
    // In one place only: what one of two forgets would be out of the reach of its tags in the other.
    this.delete(key);
    const isNew = newcomers !== null && sightings?.note(key) === false;
    this.keepIn(isNew ? newcomers : this.entries, key, value, this.options.ttlMs);
  }

  private keepIn(entries: LRUCache<string, V>, key: string, value: V, ttl: number): void {
    entries.set(key, value, { ttl });
    // A value that is too heavy by itself is not kept.
    if (!entries.has(key)) return;
    for (const tag of this.options.tagsOf(value)) {
      const keys = this.keysByTag.get(tag);
      if (keys === undefined) this.keysByTag.set(tag, new Set([key]));
      else keys.add(key);
    }
  }

  /** @param max its share of the entries, and of the weight that they may have together */
  private lru(max: number): LRUCache<string, V> {
    const { weight, clock, ttlMs: ttl } = this.options;
    return new LRUCache<string, V>({
      max,
      ...(weight === undefined
        ? {}
        : {
            maxSize: Math.floor((weight.maxBytes * max) / this.options.max),
            sizeCalculation: weight.bytesOf,
          }),
      ttl,
      ttlResolution: 0,
      perf: { now: () => clock.now() },
      dispose: (value, key) => this.forgetTags(key, value),
    });
  }

  private forgetTags(key: string, value: V): void {
    for (const tag of this.options.tagsOf(value)) {
      const keys = this.keysByTag.get(tag);
      if (keys === undefined) continue;
      keys.delete(key);
      if (keys.size === 0) this.keysByTag.delete(tag);
    }
  }
}
