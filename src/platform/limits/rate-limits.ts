import { Injectable } from '@nestjs/common';
import type { Quota } from '../../kernel/policy.js';
import type { Window, WindowState } from './quota-state.js';
import { WindowCounters } from './window-counters.js';

/**
 * Counts calls in fixed windows that begin with a bucket's first call: never more than the limit in one
 * window, whatever comes in parallel; a burst over the edge of two windows can reach twice the limit.
 */
@Injectable()
export class RateLimits {
  private readonly memory = new WindowCounters();

  /** Counts one call in all the windows, or in none of them when one is spent. */
  take(windows: readonly Window[]): Promise<readonly WindowState[]> {
    return Promise.resolve(this.memory.take(windows));
  }

  /** What is left, without counting. */
  look(windows: readonly Window[]): Promise<readonly WindowState[]> {
    return Promise.resolve(this.memory.look(windows));
  }

  /** Counts one call against one bucket. */
  async consume(bucket: string, { limit, windowSeconds }: Quota): Promise<WindowState> {
    const [state] = await this.take([{ bucket, limit, windowSeconds }]);
    return state as WindowState;
  }

  /** Gives one counted call back, unless the window that it was counted in is over. */
  refund(bucket: string, state: WindowState): Promise<void> {
    this.memory.giveBack(bucket, state);
    return Promise.resolve();
  }
}
