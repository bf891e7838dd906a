import { AppError } from '../../kernel/errors/index.js';

/** How long a call waits for its turn; longer, and waiting callers would pile up before a slow API. */
const LONGEST_WAIT_MS = 1_000;

/**
 * How many calls one API has in progress at a time. A call beyond the cap waits a moment for one to end,
 * as many as the cap at once, and is then refused: a burst passes, a jam does not.
 */
export class UpstreamSlots {
  private inUse = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly cap: number) {}

  /**
   * @returns null when there is a slot at once. Whoever got one calls `release`, once.
   * @throws AppError `unavailable`, also later
   */
  acquire(): Promise<void> | null {
    if (this.inUse < this.cap) {
      this.inUse += 1;
      return null;
    }
    if (this.waiting.length >= this.cap) throw saturated();
    return new Promise((resolve, reject) => {
      const turn = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(turn), 1);
        reject(saturated());
      }, LONGEST_WAIT_MS);
      this.waiting.push(turn);
    });
  }

  /** Hands the slot to the one who waits longest. */
  release(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.inUse -= 1;
    else next();
  }
}

function saturated(): AppError {
  return new AppError('unavailable', {
    detail: 'The API behind this server has as many calls in progress as it may have at a time.',
    retryAfterSeconds: 1,
    internal: 'upstream_saturated',
  });
}
