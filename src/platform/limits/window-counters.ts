import { windowState, type Window, type WindowState } from './quota-state.js';

/** About 175 MB. Beyond it the oldest bucket goes: whoever makes that many has an address for each. */
const MOST_BUCKETS = 1_000_000;
/** More than one, so that what has ended goes faster than new buckets come. */
const SWEPT_PER_NEW_BUCKET = 2;

interface Counter {
  used: number;
  readonly endsAt: number;
}

/**
 * Counts calls in this process, in fixed windows that begin with a bucket's first call. Counting is one
 * step without an `await`, so that parallel calls never get more than the limit. The clock is monotonic:
 * what the wall clock does neither refills a window nor prolongs it.
 *
 * There is no timer: whenever a bucket is made, two others are looked at and dropped if they have ended.
 */
export class WindowCounters {
  private readonly counters = new Map<string, Counter>();
  private sweep = this.counters.entries();

  /** @param nowMs monotonic, in milliseconds */
  constructor(
    private readonly nowMs: () => number = () => performance.now(),
    private readonly mostBuckets = MOST_BUCKETS,
  ) {}

  get size(): number {
    return this.counters.size;
  }

  /** Counts one call in all the windows, or in none of them when one is spent. */
  take(windows: readonly Window[]): WindowState[] {
    const now = this.nowMs();
    const isAllowed = windows.every((window) => this.usedOf(window.bucket, now) < window.limit);
    return windows.map((window) => {
      if (isAllowed) {
        const counter = this.counterOf(window, now);
        counter.used += 1;
        return windowState(window, counter.used, counter.endsAt, now, true);
      }
      return this.stateOf(window, now);
    });
  }

  /** The states as they are: `allowed` says whether one more call would be. */
  look(windows: readonly Window[]): WindowState[] {
    const now = this.nowMs();
    return windows.map((window) => this.stateOf(window, now));
  }

  /** Gives one counted call back, unless its window is over. */
  giveBack(bucket: string, { endsAt }: Pick<WindowState, 'endsAt'>): void {
    const counter = this.counters.get(bucket);
    if (counter?.endsAt === endsAt && counter.used > 0) counter.used -= 1;
  }

  /** Forgets every bucket whose name begins so. Looks at all of them: for what happens rarely. */
  forget(prefix: string): void {
    for (const bucket of this.counters.keys()) {
      if (bucket.startsWith(prefix)) this.counters.delete(bucket);
    }
  }

  private stateOf(window: Window, now: number): WindowState {
    const counter = this.counters.get(window.bucket);
    const isOpen = counter !== undefined && counter.endsAt > now;
    const used = isOpen ? counter.used : 0;
    const endsAt = isOpen ? counter.endsAt : now + window.windowSeconds * 1000;
    return windowState(window, used, endsAt, now, used < window.limit);
  }

  private usedOf(bucket: string, now: number): number {
    const counter = this.counters.get(bucket);
    return counter === undefined || counter.endsAt <= now ? 0 : counter.used;
  }

  private counterOf({ bucket, windowSeconds }: Window, now: number): Counter {
    const known = this.counters.get(bucket);
    if (known !== undefined && known.endsAt > now) return known;
    // Deleted first, so that the order of the map is the order in which windows began.
    if (known !== undefined) this.counters.delete(bucket);
    this.makeRoom(now);
    const counter = { used: 0, endsAt: now + windowSeconds * 1000 };
    this.counters.set(bucket, counter);
    return counter;
  }

  private makeRoom(now: number): void {
    for (let i = 0; i < SWEPT_PER_NEW_BUCKET; i += 1) {
      const next = this.sweep.next();
      if (next.done === true) {
        this.sweep = this.counters.entries();
        break;
      }
      const [bucket, { endsAt }] = next.value;
      if (endsAt <= now) this.counters.delete(bucket);
    }
    if (this.counters.size < this.mostBuckets) return;
    const [oldest] = this.counters.keys();
    if (oldest !== undefined) this.counters.delete(oldest);
  }
}
