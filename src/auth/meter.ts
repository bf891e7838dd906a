import { Injectable } from '@nestjs/common';
import { andThen, type Awaitable } from '../kernel/awaitable.js';
import type { Verified } from '../kernel/decision.js';
import type { HolderLimits, Limits, Period } from '../kernel/limits.js';
import type { Policy } from '../kernel/policy.js';
import type { Principal } from '../kernel/principal.js';
import { type PeriodState, Quotas, type QuotaState, RateLimits } from '../platform/limits/index.js';
import {
  applicableLimits,
  type ApplicableLimits,
  type LimitHolder,
  type NamedQuota,
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
  readonly principal: Principal;
  readonly limits: ApplicableLimits;
}

const NOTHING: readonly MeterReading[] = [];

/** The last step of a decision: counts the call against all limits that apply to it, or against none. */
@Injectable()
export class Meter {
  /** Prepared once per verified record; most records meet one policy. */
  private readonly prepared = new WeakMap<Verified, Prepared>();
  /** What the latest record with the same limits met: a credential that signs ever new tokens has the same for all. */
  private readonly latest = new WeakMap<HolderLimits, Prepared>();

  constructor(
    private readonly windows: RateLimits,
    private readonly quotas: Quotas,
  ) {}

  /**
   * Counts the call, unless a limit is spent: then nothing is counted.
   *
   * @param granted what the grant of the API says, in place of the API's defaults
   * @returns the state of each limit; empty when none applies
   * @throws what the database throws when a durable quota cannot be counted
   */
  take(
    policy: Policy,
    verified: Verified,
    granted: Limits | null,
  ): Awaitable<readonly MeterReading[]> {
    const { windows, quotas } = this.limitsFor(policy, verified, granted);
    if (quotas.length > 0) {
      return andThen(this.quotas.take(quotas), (states) => this.takeBoth(windows, quotas, states));
    }
    if (windows.length === 0) return NOTHING;
    return andThen(this.windows.take(windows), (states) => readingsOf(windows, states));
  }

  /** Quotas first: what is leased of them goes back without a trace when a window is spent. */
  private takeBoth(
    windows: readonly NamedWindow[],
    quotas: readonly NamedQuota[],
    quotaStates: readonly PeriodState[],
  ): Awaitable<readonly MeterReading[]> {
    if (quotaStates.some(({ allowed }) => !allowed)) {
      return andThen(this.windows.look(windows), (states) => [
        ...readingsOf(windows, states),
        ...readingsOf(quotas, quotaStates),
      ]);
    }
    return andThen(this.windows.take(windows), (states) => {
      const isRefused = states.some(({ allowed }) => !allowed);
      if (isRefused) this.quotas.release(quotas, quotaStates);
      return [
        ...readingsOf(windows, states),
        ...readingsOf(quotas, isRefused ? this.quotas.look(quotas) : quotaStates),
      ];
    });
  }

  private limitsFor(policy: Policy, verified: Verified, granted: Limits | null): ApplicableLimits {
    const known = this.prepared.get(verified);
    if (known?.policy === policy && known.granted === granted) return known.limits;
    const { principal } = verified;
    const latest = this.latest.get(verified.limits);
    const isSame =
      latest?.policy === policy &&
      latest.granted === granted &&
      isOfOneHolder(latest.principal, principal);
    const limits = isSame ? latest.limits : applicableLimits(policy, verified, granted);
    const prepared = { policy, granted, principal, limits };
    this.prepared.set(verified, prepared);
    if (!isSame) this.latest.set(verified.limits, prepared);
    return limits;
  }
}

/** Whether two principals are counted alike: in whatever `applicableLimits` reads of them. */
function isOfOneHolder(left: Principal, right: Principal): boolean {
  return (
    left.kind === right.kind &&
    left.credentialId === right.credentialId &&
    left.subject === right.subject &&
    left.appId === right.appId
  );
}

function readingsOf(
  limits: readonly (NamedWindow | NamedQuota)[],
  states: readonly QuotaState[],
): MeterReading[] {
  return limits.map((limit, i) => {
    const state = states[i] as QuotaState;
    return {
      name: limit.name,
      holder: limit.holder,
      period: 'period' in limit ? limit.period : null,
      allowed: state.allowed,
      limit: state.limit,
      windowSeconds: state.windowSeconds,
      remaining: state.remaining,
      resetSeconds: state.resetSeconds,
    };
  });
}
