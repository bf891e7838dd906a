import type { PeriodSpan } from '../../kernel/periods.js';

/** The most that is leased ahead of what is asked for at this moment. */
const LARGEST_CHUNK = 1000;
/** Ahead of need, one process takes no more than this part of what is left. */
const SHARE = 16;
const FAST_MS = 1000;
const SLOW_MS = 10_000;

/** Calls of one bucket that this process has taken out of the counter. Times are on a monotonic clock. */
export class QuotaLease {
  /** Calls that are taken out and not made yet. */
  left = 0;
  /** The counter as this process last saw it, with what is leased; null: not seen yet. */
  used: number | null = null;
  /** How many callers wait for the next lease. */
  waiting = 0;
  pending: Promise<void> | null = null;
  usedAt: number;
  /** Since when nothing was to be had, under which limit. */
  spent: { readonly at: number; readonly limit: number } | null = null;
  private chunk = 1;
  private grownAt = -Infinity;

  constructor(
    readonly bucket: string,
    readonly span: PeriodSpan,
    now: number,
  ) {
    this.usedAt = now;
  }

  /** Calls that nobody has made or leased, and those that are leased here. */
  remaining(limit: number): number {
    return Math.max(0, limit - (this.used ?? 0) + this.left);
  }

  /** Makes one of the leased calls. @returns false when there is none, or the limit was lowered */
  spend(limit: number, now: number): boolean {
    if (this.left === 0 || this.remaining(limit) === 0) return false;
    this.left -= 1;
    this.usedAt = now;
    return true;
  }

  /**
   * How many to ask for: those that are waited for, and ahead of them more, the faster they are used up.
   * Near the limit nothing is leased ahead, so that none is held here that is wanted elsewhere.
   */
  wanted(limit: number): number {
    const remaining = limit - (this.used ?? 0);
    const ahead = Math.min(this.chunk, LARGEST_CHUNK, Math.floor(remaining / SHARE));
    return Math.min(Math.max(this.waiting, ahead, 1), remaining);
  }

  granted(count: number, used: number, now: number): void {
    this.left += count;
    this.used = used;
    this.spent = null;
    const since = now - this.grownAt;
    if (since < FAST_MS) this.chunk = Math.min(this.chunk * 2, LARGEST_CHUNK);
    else if (since > SLOW_MS) this.chunk = Math.max(1, this.chunk >> 1);
    this.grownAt = now;
  }

  /** Takes out what is to be given back. */
  surrender(): number {
    const count = this.left;
    this.left = 0;
    if (this.used !== null) this.used -= count;
    return count;
  }

  /** The counter could not be reached: what was surrendered is still leased. */
  keep(count: number): void {
    this.left += count;
    if (this.used !== null) this.used += count;
  }
}
