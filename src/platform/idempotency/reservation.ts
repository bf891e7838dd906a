import { Logger } from '@nestjs/common';
import { AppError } from '../../kernel/errors/index.js';
import type { Clock } from '../clock.js';
import type { IdempotencyKeysRepository, TakenKey } from './idempotency-keys.repository.js';

/** How long a key is remembered once its request has succeeded. */
const KEPT_MS = 24 * 3_600_000;

/** An `Idempotency-Key` in the hands of the one request that may do the work. */
export class Reservation {
  private readonly logger = new Logger('IdempotencyKeys');
  private isDone = false;

  constructor(
    private readonly keys: IdempotencyKeysRepository,
    private readonly clock: Clock,
    private readonly key: TakenKey,
  ) {}

  /** Whether `complete` was called. */
  get isCompleted(): boolean {
    return this.isDone;
  }

  /**
   * Writes down what came of it. Call it in the transaction of the work, so that both exist or neither.
   *
   * @param targetId what was made or changed; null: it has no id
   * @throws AppError `conflict` when the work took so long that another request has taken it over: the
   *   transaction must then be rolled back
   */
  async complete(targetId: string | null): Promise<void> {
    const now = this.clock.now();
    const completion = { targetId, completedAt: now, expiresAt: now + KEPT_MS };
    if (!(await this.keys.complete(this.key, completion))) {
      throw new AppError('conflict', {
        detail: 'This took so long that another request with the same Idempotency-Key has begun.',
      });
    }
    this.isDone = true;
  }

  /** Frees the key after a failure, unless the work itself is done. It never throws. */
  async release(): Promise<void> {
    await this.keys.release(this.key).catch((error: unknown) => {
      // It ends by itself; why the request failed matters more to its caller.
      this.logger.warn(`an idempotency key was not freed: ${String(error)}`);
    });
  }
}
