import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { AppError } from '../../kernel/errors/index.js';
import type { Quota } from '../../kernel/policy.js';
import { networkOf, siteOf } from './network.js';
import type { WindowState } from './quota-state.js';
import { RateLimits } from './rate-limits.js';

/** Failures from one site, for any account. */
const SITE: Quota = { limit: 50, windowSeconds: 15 * 60 };
/** Failures for one account from one network. */
const PAIR: Quota = { limit: 10, windowSeconds: 15 * 60 };
/** Failures for one account from networks it never signed in from (NIST SP 800-63B-4: at most 100). */
const ACCOUNT: Quota = { limit: 100, windowSeconds: 60 * 60 };

const MAX_KNOWN_NETWORKS = 10_000;

type Bucket = readonly [name: string, quota: Quota];
type Counted = readonly [name: string, state: WindowState];

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
    const counted = await this.count(this.bucketsOf(account, address));
    let result: T | null;
    try {
      result = await check();
    } catch (error) {
      await this.refund(counted);
      throw error;
    }
    if (result === null) return null;
    await this.refund(counted);
    this.known.set(pairOf(account, address), true);
    return result;
  }

  /**
   * Lets an account be tried again from everywhere: an administrator has given it a new password.
   * What its networks have used up of their own allowance stays.
   */
  async unlock(account: string): Promise<void> {
    const name = nameOf(account);
    await this.limits.forget(`login:pair:${name}:`);
    await this.limits.forget(`login:account:${name}:`);
  }

  /** The site first: what it may not try makes no entry for an account. */
  private bucketsOf(account: string, address: string | null): Bucket[] {
    const pair = pairOf(account, address);
    return [
      [`login:site:${siteOf(address)}`, SITE],
      [`login:pair:${pair}`, PAIR],
      ...(this.known.has(pair) ? [] : [[`login:account:${nameOf(account)}:`, ACCOUNT] as const]),
    ];
  }

  /** All of them, or none: one forgotten script must not use up its site's allowance. */
  private async count(buckets: readonly Bucket[]): Promise<readonly Counted[]> {
    const states = await this.limits.take(
      buckets.map(([bucket, { limit, windowSeconds }]) => ({ bucket, limit, windowSeconds })),
    );
    const spent = states.find(({ allowed }) => !allowed);
    if (spent !== undefined) {
      throw new AppError('too_many_attempts', { quota: { name: 'login', ...spent } });
    }
    return buckets.map(([name], i) => [name, states[i] as WindowState]);
  }

  private async refund(counted: readonly Counted[]): Promise<void> {
    for (const [name, state] of counted) await this.limits.refund(name, state);
  }
}

function pairOf(account: string, address: string | null): string {
  return `${nameOf(account)}:${networkOf(address)}`;
}

/** In characters that cannot be mistaken for the rest of a bucket's name. */
function nameOf(account: string): string {
  return Buffer.from(account).toString('base64url');
}
