import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import type { Awaitable } from '../../kernel/awaitable.js';
import type { PeriodQuota } from '../../kernel/limits.js';
import { periodAt } from '../../kernel/periods.js';
import { Clock } from '../clock.js';
import { QuotaCountersRepository } from './quota-counters.repository.js';
import { QuotaLease } from './quota-lease.js';
import type { QuotaState } from './quota-state.js';

const TICK_MS = 1000;
/** What has not been used for this long goes back, for other processes to use. */
const IDLE_MS = 2000;
/** How long a spent quota is believed to be spent: somebody may give calls back. */
const SPENT_MS = 1000;
const CLEANUP_EVERY_TICKS = 3600;
/** Longer than the longest period. */
const KEPT_MS = 70 * 24 * 3600 * 1000;

/** A durable quota with the bucket that it is counted in. */
export interface BucketQuota extends PeriodQuota {
  readonly bucket: string;
}

/** The state of a quota in the period that begins at `periodStart`. */
export interface PeriodState extends QuotaState {
  readonly periodStart: number;
}

/**
 * Quotas by the UTC calendar, counted in the database: they outlive restarts, and processes share them.
 * A call is no write: a process leases some calls in one conditional statement and counts them down in
 * memory. What it holds goes back when it is idle or ends; what a killed process held counts as used.
 */
@Injectable()
export class Quotas implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger('Quotas');
  private leases = new Map<string, QuotaLease>();
  /** Of periods that are over. */
  private readonly retired = new Set<QuotaLease>();
  private timer: NodeJS.Timeout | undefined;
  private ticks = 0;
  private working: Promise<void> = Promise.resolve();

  constructor(
    private readonly counters: QuotaCountersRepository,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.tick(), TICK_MS);
    this.timer.unref();
  }

  /** Requests may still be running: what they use is leased one by one from here on. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.working;
    await this.giveBackIdle(-Infinity);
  }

  /**
   * Counts one call against all the quotas, or against none when one is spent: at once where all of them
   * are leased.
   *
   * @throws what the database throws; the call must then be refused
   */
  take(quotas: readonly BucketQuota[]): Awaitable<PeriodState[]> {
    return this.takeLeased(quotas) ?? this.takeOrLease(quotas);
  }

  /** @returns null, with nothing counted, when one of them has no call left here */
  private takeLeased(quotas: readonly BucketQuota[]): PeriodState[] | null {
    const now = performance.now();
    const taken: PeriodState[] = [];
    for (const quota of quotas) {
      if (!this.leaseOf(quota).spend(quota.limit, now)) {
        this.release(quotas, taken);
        return null;
      }
      taken.push(this.stateOf(quota, true));
    }
    return taken;
  }

  private async takeOrLease(quotas: readonly BucketQuota[]): Promise<PeriodState[]> {
    const taken: PeriodState[] = [];
    try {
      for (const quota of quotas) {
        if (!(await this.spend(quota))) {
          this.release(quotas, taken);
          return quotas.map((each) => this.stateOf(each, each !== quota));
        }
        taken.push(this.stateOf(quota, true));
      }
    } catch (error) {
      this.release(quotas, taken);
      throw error;
    }
    return taken;
  }

  /** Takes back one call that was counted and not made, by the states that counted it. */
  release(quotas: readonly BucketQuota[], states: readonly PeriodState[]): void {
    for (const [i, { periodStart }] of states.entries()) {
      const lease = this.leaseOf(quotas[i] as BucketQuota);
      // Over the end of a period it stays used: the next one must not gain by it.
      if (lease.span.start === periodStart) lease.left += 1;
    }
  }

  /** The state without counting; a quota that nobody has asked about yet is shown as whole. */
  look(quotas: readonly BucketQuota[]): PeriodState[] {
    return quotas.map((quota) => this.stateOf(quota, true));
  }

  private async spend(quota: BucketQuota): Promise<boolean> {
    for (;;) {
      const lease = this.leaseOf(quota);
      const now = performance.now();
      if (lease.spend(quota.limit, now)) return true;
      const { spent } = lease;
      if (spent !== null && now - spent.at < SPENT_MS && quota.limit <= spent.limit) return false;
      lease.waiting += 1;
      try {
        lease.pending ??= this.refill(lease, quota.limit).finally(() => (lease.pending = null));
        await lease.pending;
      } finally {
        lease.waiting -= 1;
      }
    }
  }

  /** One lease, or the knowledge that none is to be had. */
  private async refill(lease: QuotaLease, limit: number): Promise<void> {
    // Whoever asks in this turn of the event loop is waited for by the same statement.
    await Promise.resolve();
    const { bucket, span } = lease;
    for (;;) {
      const count = lease.wanted(limit);
      if (count <= 0) {
        lease.spent = { at: performance.now(), limit };
        return;
      }
      const used = await this.counters.lease(bucket, span.start, count, limit);
      if (used !== null) {
        lease.granted(count, used, performance.now());
        return;
      }
      // Others have used more than was known here.
      lease.used = await this.counters.used(bucket, span.start);
    }
  }

  private leaseOf({ bucket, period }: BucketQuota): QuotaLease {
    const now = this.clock.now();
    const known = this.leases.get(bucket);
    if (known !== undefined && now >= known.span.start && now < known.span.end) return known;
    if (known !== undefined) this.retired.add(known);
    const lease = new QuotaLease(bucket, periodAt(now, period), performance.now());
    this.leases.set(bucket, lease);
    return lease;
  }

  private stateOf(quota: BucketQuota, allowed: boolean): PeriodState {
    const lease = this.leaseOf(quota);
    const { start, end } = lease.span;
    return {
      allowed,
      limit: quota.limit,
      windowSeconds: (end - start) / 1000,
      remaining: allowed ? lease.remaining(quota.limit) : 0,
      resetSeconds: Math.max(1, Math.ceil((end - this.clock.now()) / 1000)),
      periodStart: start,
    };
  }

  private tick(): Promise<void> {
    this.working = this.working.then(async () => {
      await this.giveBackIdle(IDLE_MS);
      if (this.ticks++ % CLEANUP_EVERY_TICKS === 0) await this.cleanUp();
    });
    return this.working;
  }

  /** Gives back what has been idle for that long, and forgets it. */
  private async giveBackIdle(idleMs: number): Promise<void> {
    const now = performance.now();
    for (const lease of this.retired) {
      if (await this.giveBack(lease)) this.retired.delete(lease);
    }
    for (const lease of this.leases.values()) {
      if (lease.pending !== null || lease.waiting > 0 || now - lease.usedAt < idleMs) continue;
      if ((await this.giveBack(lease)) && lease.left === 0 && lease.waiting === 0) {
        if (this.leases.get(lease.bucket) === lease) this.leases.delete(lease.bucket);
      }
    }
  }

  /** @returns false when the counter could not be reached */
  private async giveBack(lease: QuotaLease): Promise<boolean> {
    const count = lease.surrender();
    if (count === 0) return true;
    try {
      await this.counters.giveBack(lease.bucket, lease.span.start, count);
      return true;
    } catch (error) {
      lease.keep(count);
      this.logger.warn(`leased calls were not given back yet: ${String(error)}`);
      return false;
    }
  }

  private async cleanUp(): Promise<void> {
    try {
      await this.counters.deleteBefore(this.clock.now() - KEPT_MS);
    } catch (error) {
      this.logger.warn(`old quota counters were not removed: ${String(error)}`);
    }
  }
}
