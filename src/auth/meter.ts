import { Injectable } from '@nestjs/common';
import type { Verified } from '../kernel/decision.js';
import { AppError } from '../kernel/errors/index.js';
import type { Policy, Quota } from '../kernel/policy.js';
import { type QuotaState, RateLimits } from '../platform/limits/index.js';

/** A counted quota and the name under which its headers tell of it. */
export interface MeterReading extends QuotaState {
  readonly name: 'anonymous' | 'credential' | 'default';
}

interface Meterable {
  readonly bucket: string;
  readonly quota: Quota;
  readonly name: MeterReading['name'];
}

/** The last step of a decision: counts the call against the limits that apply to it. */
@Injectable()
export class Meter {
  constructor(private readonly limits: RateLimits) {}

  /** Counts the call. @returns the state of each limit; empty when none applies. */
  async take(policy: Policy, verified: Verified): Promise<readonly MeterReading[]> {
    const meterable = meterableOf(policy, verified);
    if (meterable === null) return [];
    const state = await this.limits.consume(meterable.bucket, meterable.quota);
    return [{ ...state, name: meterable.name }];
  }
}

/** The refusal that a spent limit makes. */
export function limitRefusal(reading: MeterReading): AppError {
  const code = reading.name === 'anonymous' ? 'anonymous_quota_exceeded' : 'rate_limited';
  return new AppError(code, {
    detail: `${reading.limit} calls in ${reading.windowSeconds} seconds are allowed${reading.name === 'anonymous' ? ' to all anonymous callers together' : ''}; the next window begins in ${reading.resetSeconds} seconds.`,
    retryAfterSeconds: reading.resetSeconds,
    ...(reading.name === 'anonymous'
      ? { hint: 'Callers with a credential of their own are not counted here.' }
      : {}),
  });
}

function meterableOf(policy: Policy, { principal, rateLimit }: Verified): Meterable | null {
  if (principal.kind === 'anonymous') {
    return policy.anonymous === null
      ? null
      : { bucket: `anonymous:${policy.id}`, quota: policy.anonymous, name: 'anonymous' };
  }
  // A new login is a new session of the same user, and no new quota.
  const holder =
    principal.kind === 'login_token'
      ? principal.subject
      : (principal.credentialId ?? principal.subject);
  if (rateLimit !== null) {
    return { bucket: `credential:${holder}`, quota: rateLimit, name: 'credential' };
  }
  return policy.rateLimit === null
    ? null
    : { bucket: `default:${policy.id}:${holder}`, quota: policy.rateLimit, name: 'default' };
}
