import { hash } from 'node:crypto';
import { AppError } from '../kernel/errors/index.js';
import type { Redis } from '../platform/redis/index.js';
import { SeenProofs } from './seen-proofs.js';

const KEY_PREFIX = 'ostiary:proof:';

/**
 * The proofs that were used, where Redis is set in all processes together, else in this one. A proof
 * that Redis cannot be asked about is not taken: it may have been used elsewhere.
 */
export class UsedProofs {
  private readonly seenHere: SeenProofs;

  /** @param lifetimeMs for how long a proof could be used, from the first moment to the last */
  constructor(
    private readonly lifetimeMs: number,
    private readonly redis: Redis | null,
  ) {
    this.seenHere = new SeenProofs(lifetimeMs);
  }

  /**
   * @returns false when it was used before
   * @throws AppError `unavailable` while that cannot be known, or there is no room to remember it
   */
  async use(thumbprint: string, id: string, now: number): Promise<boolean> {
    const digest = hash('sha256', `${thumbprint}\n${id}`, 'base64');
    if (!this.seenHere.add(digest, now)) return false;
    if (this.redis === null) return true;
    try {
      const set = await this.redis.set(`${KEY_PREFIX}${digest}`, '', 'PX', this.lifetimeMs, 'NX');
      return set === 'OK';
    } catch (error) {
      throw new AppError('unavailable', {
        internal: `whether a DPoP proof was used cannot be asked: ${String(error)}`,
        retryAfterSeconds: 1,
      });
    }
  }
}
