import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError } from '../../kernel/errors/index.js';
import { randomBase62 } from '../../kernel/secret.js';
import { Clock } from '../clock.js';
import { Sealer } from '../database/index.js';
import type { IdempotencyKey } from './idempotency-key.entity.js';
import { IdempotencyKeysRepository } from './idempotency-keys.repository.js';
import { Reservation } from './reservation.js';

/** Longer than any request takes: after this a request whose process died is not waited for any more. */
const HELD_MS = 60_000;
/** Most requests take milliseconds. */
const RETRY_AFTER_SECONDS = 2;
const HOLDER_LENGTH = 22;

/** A request with a key. The key is good for this caller and this operation only. */
export interface KeyedRequest {
  /** Subject of the caller's principal. */
  readonly caller: string;
  /** Method and path. */
  readonly operation: string;
  readonly key: string;
  /** As JSON; undefined: it has none. */
  readonly body: unknown;
}

/**
 * Lets a request with an `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header) succeed once. What it
 * answered is not kept, for it may hold a secret: a repetition is refused, and told what the first has made.
 */
@Injectable()
export class IdempotencyKeys {
  private readonly secret: Buffer;

  constructor(
    private readonly keys: IdempotencyKeysRepository,
    private readonly clock: Clock,
    sealer: Sealer,
  ) {
    this.secret = sealer.deriveKey('idempotency-keys');
  }

  /**
   * Takes the key for the request, whose work begins then and ends with `complete` or `release`.
   *
   * @throws AppError `conflict` when the key is taken: by the same request, which has succeeded (with the
   *   member `id`) or is still being worked on (with `Retry-After`), or by one with another body
   */
  async reserve({ caller, operation, key, body }: KeyedRequest): Promise<Reservation> {
    const now = this.clock.now();
    const taken = {
      digest: this.hash(['key', caller, operation, key]),
      fingerprint: this.hash(['body', body ?? null]),
      holder: randomBase62(HOLDER_LENGTH),
      expiresAt: now + HELD_MS,
    };
    // To look first spares a repetition the wait for the transaction that it repeats.
    const holding = await this.keys.find(taken.digest, now);
    if (holding !== null) throw refusal(holding, taken.fingerprint);
    if (!(await this.keys.take(taken, now))) {
      throw refusal(await this.keys.find(taken.digest, now), taken.fingerprint);
    }
    return new Reservation(this.keys, this.clock, taken);
  }

  /** Keyed: a body may hold a password, which a plain digest would let somebody guess. */
  private hash(parts: readonly unknown[]): string {
    return createHmac('sha256', this.secret).update(JSON.stringify(parts)).digest('hex');
  }
}

/** @param holding null: what held the key has failed in this very moment */
function refusal(holding: IdempotencyKey | null, fingerprint: string): AppError {
  if (holding !== null && holding.fingerprint !== fingerprint) {
    return new AppError('conflict', {
      detail: 'The Idempotency-Key was sent before with another request body.',
      hint: 'Use a new key for each new request, and the same key only to repeat one.',
    });
  }
  if (holding === null || holding.completedAt === null) {
    return new AppError('conflict', {
      detail: 'A request with this Idempotency-Key is still being worked on.',
      hint: 'Wait, and send it again with the same key.',
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  }
  const { targetId } = holding;
  return new AppError('conflict', {
    detail: `A request with this Idempotency-Key has succeeded already${targetId === null ? '' : `, on ${targetId}`}.`,
    hint: 'Nothing is done twice, and a secret is not shown again: if it was lost, replace it.',
    members: targetId === null ? {} : { id: targetId },
  });
}
