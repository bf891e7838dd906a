import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { AppError } from '../../kernel/errors/index.js';
import type { Quota } from '../../kernel/policy.js';
import { networkOf, siteOf } from './network.js';
import { RateLimits } from './rate-limits.js';

/** Failures from one site, for any account. */
const SITE: Quota = { limit: 50, windowSeconds: 15 * 60 };
/** Failures for one account from one network. */
const PAIR: Quota = { limit: 10, windowSeconds: 15 * 60 };
/** Failures for one account from networks it never signed in from (NIST SP 800-63B-4: at most 100). */
const ACCOUNT: Quota = { limit: 100, windowSeconds: 60 * 60 };

const MAX_KNOWN_NETWORKS = 10_000;

type Bucket = readonly [name: string, quota: Quota];

/**
 * Limits password guessing, for every surface that checks a password. An attempt is counted before
 * the password is looked at, so that parallel guesses cannot outrun the count, and given back when
 * it was right or could not be checked. Whoever attacks an account from many networks can use up what
 * unknown networks may try, but not lock out its owner at a network that signed in before.
 */
@Injectable()
export class LoginThrottle {
  private readonly known = new LRUCache<string, true>({ max: MAX_KNOWN_NETWORKS });

  constructor(private readonly limits: RateLimits) {}

  /**
   * Runs `check`, if another attempt is allowed.
   *
   * @param account canonical name of the account, whether it exists or not.
   * @param address client address, or null when it is not known: all such callers share a count.
   * @param check the password check; null from it means that the password was wrong.
   * @throws AppError `too_many_attempts` with the spent `quota`: nothing was checked; or what
   *   `check` throws, which then does not count.
   */
  async guard<T>(
    account: string,
    address: string | null,
    check: () => Promise<T | null>,
  ): Promise<T | null> {
    const buckets = this.bucketsOf(account, address);
    await this.count(buckets);
    let result: T | null;
    try {
      result = await check();
    } catch (error) {
      await this.refund(buckets);
      throw error;
    }
    if (result === null) return null;
    await this.refund(buckets);
    this.known.set(pairOf(account, address), true);
    return result;
  }

  /** The site first: what it may not try makes no entry for an account. */
  private bucketsOf(account: string, address: string | null): Bucket[] {
    const pair = pairOf(account, address);
    return [
      [`login:site:${siteOf(address)}`, SITE],
      [`login:pair:${pair}`, PAIR],
      ...(this.known.has(pair) ? [] : [[`login:account:${account}`, ACCOUNT] as const]),
    ];
  }

  private async count(buckets: readonly Bucket[]): Promise<void> {
    for (const [position, [name, quota]] of buckets.entries()) {
      const state = await this.limits.consume(name, quota);
      if (!state.allowed) {
        // Only what reaches a password counts: one forgotten script must not use up its site's allowance.
        await this.refund(buckets.slice(0, position + 1));
        throw new AppError('too_many_attempts', { quota: { name: 'login', ...state } });
      }
    }
  }

  private async refund(buckets: readonly Bucket[]): Promise<void> {
    for (const [name, quota] of buckets) await this.limits.refund(name, quota);
  }
}

function pairOf(account: string, address: string | null): string {
  return `${networkOf(address)}:${account}`;
}
