import { Injectable } from '@nestjs/common';
import type { Verified } from '../kernel/decision.js';
import type { Limits, Period } from '../kernel/limits.js';
import type { Policy } from '../kernel/policy.js';
import { type QuotaState, RateLimits } from '../platform/limits/index.js';
import {
  applicableLimits,
  type ApplicableLimits,
  type LimitHolder,
  type NamedWindow,
} from './applicable-limits.js';

/** A counted limit and the name under which its headers tell of it. */
export interface MeterReading extends QuotaState {
  readonly name: string;
  readonly holder: LimitHolder;
  /** Null: a window, which is counted from its first call. */
  readonly period: Period | null;
}

interface Prepared {
  readonly policy: Policy;
  readonly granted: Limits | null;
  readonly limits: ApplicableLimits;
}

const NOTHING: readonly MeterReading[] = [];

/** The last step of a decision: counts the call against all limits that apply to it, or against none. */
@Injectable()
export class Meter {
  /** Prepared once per verified record; most records meet one policy. */
  private readonly prepared = new WeakMap<Verified, Prepared>();

  constructor(private readonly limits: RateLimits) {}

  /**
   * Counts the call, unless a limit is spent: then nothing is counted.
   *
   * @param granted what the grant of the API says, in place of the API's defaults
   * @returns the state of each limit; empty when none applies
   */
  async take(
    policy: Policy,
    verified: Verified,
    granted: Limits | null,
  ): Promise<readonly MeterReading[]> {
    const { windows } = this.limitsFor(policy, verified, granted);
    if (windows.length === 0) return NOTHING;
    const states = await this.limits.take(windows);
    return states.map((state, i) => readingOf(windows[i] as NamedWindow, state));
  }

  private limitsFor(policy: Policy, verified: Verified, granted: Limits | null): ApplicableLimits {
    const known = this.prepared.get(verified);
    if (known?.policy === policy && known.granted === granted) return known.limits;
    const limits = applicableLimits(policy, verified, granted);
    this.prepared.set(verified, { policy, granted, limits });
    return limits;
  }
}

function readingOf({ name, holder }: NamedWindow, state: QuotaState): MeterReading {
  const { allowed, limit, windowSeconds, remaining, resetSeconds } = state;
  return { name, holder, period: null, allowed, limit, windowSeconds, remaining, resetSeconds };
}
