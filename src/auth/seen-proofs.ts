import { AppError } from '../kernel/errors/index.js';

/** At most so many proofs are kept per generation: some 20 MB. */
const MOST = 100_000;

/**
 * Remembers, in this process, the digests of the proofs that were used, so that none is used twice (RFC 9449 §11.1). Two generations, of
 * which the older one is dropped as a whole: a proof is remembered for one lifetime at least and two at
 * most. When it is full nothing more is let in, since whatever is forgotten early could be used again.
 */
export class SeenProofs {
  private current = new Set<string>();
  private previous = new Set<string>();
  private begunAt = 0;

  /** @param lifetimeMs for how long a proof could be used, from the first moment to the last */
  constructor(
    private readonly lifetimeMs: number,
    private readonly most = MOST,
  ) {}

  /**
   * @returns false when it was used before
   * @throws AppError `unavailable` while there is no room
   */
  add(digest: string, now: number): boolean {
    this.turn(now);
    if (this.current.has(digest) || this.previous.has(digest)) return false;
    if (this.current.size >= this.most) {
      throw new AppError('unavailable', { internal: 'no room to remember further DPoP proofs' });
    }
    this.current.add(digest);
    return true;
  }

  private turn(now: number): void {
    const age = now - this.begunAt;
    if (age < this.lifetimeMs) return;
    this.previous = age < 2 * this.lifetimeMs ? this.current : new Set();
    this.current = new Set();
    this.begunAt = now;
  }
}
