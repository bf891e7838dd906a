import { Logger } from '@nestjs/common';
import type { Metrics } from '../observability/index.js';
import type { Redis } from '../redis/index.js';
import type { Window, WindowState } from './quota-state.js';
import { SharedWindows } from './shared-windows.js';
import { withPatience } from './limits-connection.js';
import type { WindowCounters } from './window-counters.js';

/** A call waits for the answer: better soon than surely. */
const PATIENCE_MS = 500;
const FORGETTING_MS = 5000;
/** How long Redis is left alone after it did not answer. */
const PAUSE_MS = 1000;

/**
 * Windows that all instances share, insured by the memory of this process: while Redis does not answer,
 * each instance goes on counting for itself, from nothing and up to the whole limit. Refusing everybody
 * would make the limiter the outage. It is logged and counted for as long as it lasts.
 */
export class InsuredWindows {
  private readonly logger = new Logger('RateLimits');
  private readonly shared: SharedWindows;
  private readonly countedInMemory = new WeakSet<WindowState>();
  private isInsured = false;
  private askAgainAt = -Infinity;

  constructor(
    private readonly redis: Redis,
    private readonly memory: WindowCounters,
    private readonly metrics: Pick<Metrics, 'recordLocalLimit' | 'recordLostLimits'>,
  ) {
    this.shared = new SharedWindows(redis, () => {
      this.logger.error(
        'Redis has lost what was counted (flushed or restarted): limits begin anew',
      );
      this.metrics.recordLostLimits();
    });
  }

  take(windows: readonly Window[]): Promise<WindowState[]> {
    return this.ask(
      () => this.shared.take(windows),
      () => {
        this.metrics.recordLocalLimit();
        const states = this.memory.take(windows);
        for (const state of states) this.countedInMemory.add(state);
        return states;
      },
    );
  }

  look(windows: readonly Window[]): Promise<WindowState[]> {
    return this.ask(
      () => this.shared.look(windows),
      () => this.memory.look(windows),
    );
  }

  /** Where it was counted, and nowhere else. What cannot be given back stays counted. */
  async giveBack(bucket: string, state: WindowState): Promise<void> {
    if (this.countedInMemory.has(state)) return this.memory.giveBack(bucket, state);
    await this.ask(
      () => this.shared.giveBack(bucket, state),
      () => undefined,
    );
  }

  async forget(prefix: string): Promise<void> {
    this.memory.forget(prefix);
    await withPatience(this.shared.forget(prefix), FORGETTING_MS).catch((error: unknown) =>
      this.logger.warn(`what was counted was not forgotten in Redis: ${String(error)}`),
    );
  }

  /** Calls that are still running go on in memory. */
  close(): void {
    this.redis.disconnect();
  }

  private async ask<T>(shared: () => Promise<T>, insurance: () => T): Promise<T> {
    if (performance.now() < this.askAgainAt) return insurance();
    try {
      const answer = await withPatience(shared(), PATIENCE_MS);
      if (this.isInsured) this.logger.warn('Redis answers again: limits are shared as before');
      this.isInsured = false;
      return answer;
    } catch (error) {
      this.askAgainAt = performance.now() + PAUSE_MS;
      // A connection that is silent may be dead: ask again on a new one.
      if (this.redis.status === 'ready') this.redis.disconnect(true);
      if (!this.isInsured) {
        const reason = error instanceof Error ? error.message : String(error);
        this.logger.error(`Redis does not answer (${reason}): each instance counts for itself`);
      }
      this.isInsured = true;
      return insurance();
    }
  }
}
