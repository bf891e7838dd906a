import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Quota } from '../../kernel/policy.js';

/** What is left of a quota after a call was counted. */
export interface QuotaState {
  readonly allowed: boolean;
  readonly limit: number;
  readonly windowSeconds: number;
  /** Calls left in this window. */
  readonly remaining: number;
  /** Whole seconds until the window ends, at least 1. */
  readonly resetSeconds: number;
}

/**
 * Counts calls in fixed windows that begin with a bucket's first call. Counting and deciding are one
 * step, so that parallel calls never get more than the limit; a burst over the edge of a window can
 * reach twice the limit. Counters live in this process and end with it.
 */
@Injectable()
export class RateLimits {
  private readonly limiters = new Map<string, RateLimiterMemory>();

  /** Counts one call against the bucket. */
  async consume(bucket: string, quota: Quota): Promise<QuotaState> {
    const limiter = this.limiterOf(quota);
    try {
      return stateOf(await limiter.consume(bucket), quota, true);
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return stateOf(refusal, quota, false);
      throw refusal;
    }
  }

  /** Gives one counted call back. */
  async refund(bucket: string, quota: Quota): Promise<void> {
    await this.limiterOf(quota).reward(bucket);
  }

  private limiterOf(quota: Quota): RateLimiterMemory {
    const name = `${quota.limit}/${quota.windowSeconds}`;
    let limiter = this.limiters.get(name);
    if (limiter === undefined) {
      limiter = new RateLimiterMemory({
        keyPrefix: name,
        points: quota.limit,
        duration: quota.windowSeconds,
      });
      this.limiters.set(name, limiter);
    }
    return limiter;
  }
}

function stateOf(result: RateLimiterRes, quota: Quota, allowed: boolean): QuotaState {
  return {
    allowed,
    limit: quota.limit,
    windowSeconds: quota.windowSeconds,
    remaining: Math.max(0, result.remainingPoints),
    resetSeconds: Math.max(1, Math.ceil(result.msBeforeNext / 1000)),
  };
}
