import { LRUCache } from 'lru-cache';
import type { Awaitable } from '../../kernel/awaitable.js';
import type { Clock } from '../../kernel/clock.js';
import { EVERYTHING } from './change-events.js';

export interface StampedCacheOptions<V> {
  /** Most entries kept; the least recently used goes first. */
  readonly max: number;
  /** Longest time an entry is kept, in milliseconds: a safety net below the change messages. */
  readonly ttlMs: number;
  readonly clock: Clock;
  /** The change tags that kill an entry. */
  tagsOf(value: V): readonly string[];
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
  private readonly keysByTag = new Map<string, Set<string>>();
  /** What is being read at this moment, and the stamp at which its reading began. */
  private readonly readings = new Map<string, Reading<V>>();
  private stamp = 0;

  constructor(private readonly options: StampedCacheOptions<V>) {
    this.entries = new LRUCache<string, V>({
      max: options.max,
      ...(options.weight === undefined
        ? {}
        : { maxSize: options.weight.maxBytes, sizeCalculation: options.weight.bytesOf }),
      ttl: options.ttlMs,
      ttlResolution: 0,
      perf: { now: () => options.clock.now() },
      dispose: (value, key) => this.forgetTags(key, value),
    });
  }

  get size(): number {
    return this.entries.size;
  }

  get(key: string): V | undefined {
    return this.entries.get(key);
  }

  /**
   * The remembered value, or the loader's. `undefined` from the loader means "no such thing" and is
   * not remembered; what the loader throws is passed on. Those who ask for the same while it is being
   * read share the reading, unless something was invalidated since it began.
   *
   * @returns at once what is remembered, and what the loader has at once
   */
  load(key: string, loader: () => Awaitable<V | undefined>): Awaitable<V | undefined> {
    const known = this.entries.get(key);
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
  }

  /**
   * Forgets every entry that carries the tag, or all of them for `EVERYTHING`, and keeps out what is
   * being read at this moment.
   */
  invalidate(tag: string): void {
    this.stamp += 1;
    if (tag === EVERYTHING) return this.entries.clear();
    const keys = this.keysByTag.get(tag);
    if (keys === undefined) return;
    for (const key of [...keys]) this.entries.delete(key);
  }

  private keep(key: string, value: V): void {
    this.entries.set(key, value);
    // A value that is too heavy by itself is not kept.
    if (!this.entries.has(key)) return;
    for (const tag of this.options.tagsOf(value)) {
      const keys = this.keysByTag.get(tag);
      if (keys === undefined) this.keysByTag.set(tag, new Set([key]));
      else keys.add(key);
    }
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
