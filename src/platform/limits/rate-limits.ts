import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Awaitable } from '../../kernel/awaitable.js';
import type { Quota } from '../../kernel/policy.js';
import { InsuredWindows } from './insured-windows.js';
import type { Window, WindowState } from './quota-state.js';
import { WindowCounters } from './window-counters.js';

/**
 * Counts calls in fixed windows that begin with a bucket's first call: never more than the limit in one
 * window, whatever comes in parallel; a burst over the edge of two windows can reach twice the limit.
 * In the memory of this process, or shared through Redis by all instances.
 */
@Injectable()
export class RateLimits implements OnApplicationShutdown {
  constructor(private readonly windows: WindowCounters | InsuredWindows = new WindowCounters()) {}

  onApplicationShutdown(): void {
    if (this.windows instanceof InsuredWindows) this.windows.close();
  }

  /** Counts one call in all the windows, or in none of them when one is spent. */
  take(windows: readonly Window[]): Awaitable<readonly WindowState[]> {
    return this.windows.take(windows);
  }

  /** What is left, without counting. */
  look(windows: readonly Window[]): Awaitable<readonly WindowState[]> {
    return windows.length === 0 ? [] : this.windows.look(windows);
  }

  /** Counts one call against one bucket. */
  async consume(bucket: string, { limit, windowSeconds }: Quota): Promise<WindowState> {
    const [state] = await this.take([{ bucket, limit, windowSeconds }]);
    return state as WindowState;
  }

  /**
   * Forgets what was counted in all buckets whose names begin so. It takes a while.
   *
   * @param prefix letters, digits, colons, hyphens and underscores
   */
  async forget(prefix: string): Promise<void> {
    await this.windows.forget(prefix);
  }

  /**
   * Gives one counted call back, unless the window that it was counted in is over.
   *
   * @param state as counting it has returned it
   */
  async refund(bucket: string, state: WindowState): Promise<void> {
    await this.windows.giveBack(bucket, state);
  }
}
