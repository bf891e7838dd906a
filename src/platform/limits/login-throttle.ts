import { Injectable } from '@nestjs/common';
import { canonicalAddress } from '../../kernel/cidr.js';
import { AppError } from '../../kernel/errors/index.js';
import type { Quota } from '../../kernel/policy.js';
import { RateLimits } from './rate-limits.js';

/** Failures for one account from one network. */
const PAIR: Quota = { limit: 10, windowSeconds: 15 * 60 };
/** Failures from one network, for any account. */
const NETWORK: Quota = { limit: 50, windowSeconds: 15 * 60 };
/** Failures for one account from anywhere: NIST SP 800-63B-4 allows at most 100. */
const ACCOUNT: Quota = { limit: 100, windowSeconds: 60 * 60 };

/**
 * Limits password guessing, for every surface that checks a password. An attempt is counted before
 * the password is looked at, so that parallel guesses cannot outrun the count, and given back when
 * it was right. An attacker exhausts its own network's allowance long before the account's, so that
 * the account's owner can still sign in from elsewhere.
 */
@Injectable()
export class LoginThrottle {
  constructor(private readonly limits: RateLimits) {}

  /**
   * Counts an attempt.
   *
   * @param account canonical name of the account, whether it exists or not.
   * @param address client address, or null when it is not known: all such callers share a count.
   * @throws AppError `too_many_attempts` with `retryAfterSeconds`; the password must not be checked.
   */
  async attempt(account: string, address: string | null): Promise<void> {
    for (const [bucket, quota] of bucketsOf(account, address)) {
      const state = await this.limits.consume(bucket, quota);
      if (!state.allowed) {
        throw new AppError('too_many_attempts', { retryAfterSeconds: state.resetSeconds });
      }
    }
  }

  /** The password was right: the attempt does not count. */
  async succeeded(account: string, address: string | null): Promise<void> {
    for (const [bucket, quota] of bucketsOf(account, address)) {
      await this.limits.refund(bucket, quota);
    }
  }
}

function bucketsOf(account: string, address: string | null): (readonly [string, Quota])[] {
  const network = networkOf(address);
  return [
    [`login:pair:${network}:${account}`, PAIR],
    [`login:network:${network}`, NETWORK],
    [`login:account:${account}`, ACCOUNT],
  ];
}

/** One household of addresses: an IPv4 address, or the /64 of an IPv6 address. */
export function networkOf(address: string | null): string {
  if (address === null) return 'unknown';
  const canonical = canonicalAddress(address);
  if (!canonical.includes(':')) return canonical;
  const [head = '', tail] = canonical.toLowerCase().split('::', 2);
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  const groups = tail === undefined ? left : [...left, ...zeros, ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
