import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThan } from 'typeorm';
import { Database, Statement } from '../database/index.js';
import { IdempotencyKey } from './idempotency-key.entity.js';

/** One statement decides whose the key is, also between processes: a row that has ended is taken over. */
const TAKE = new Statement<{ readonly digest: string }>(`
  INSERT INTO idempotency_keys (digest, fingerprint, holder, expires_at) VALUES (?, ?, ?, ?)
  ON CONFLICT (digest) DO UPDATE SET fingerprint = excluded.fingerprint, holder = excluded.holder,
    expires_at = excluded.expires_at, target_id = NULL, completed_at = NULL
  WHERE idempotency_keys.expires_at <= ?
  RETURNING digest`);

/** A key that is being taken, by one request. */
export type TakenKey = Pick<IdempotencyKey, 'digest' | 'fingerprint' | 'holder' | 'expiresAt'>;

/** The requests that came with a key. Times are epoch milliseconds. */
@Injectable()
export class IdempotencyKeysRepository {
  constructor(private readonly database: Database) {}

  /** The row that the key is taken by; null: it is free. */
  async find(digest: string, now: number): Promise<IdempotencyKey | null> {
    const row = await this.rows.findOneBy({ digest });
    return row !== null && row.expiresAt > now ? row : null;
  }

  /** @returns false when another request has it */
  async take(key: TakenKey, now: number): Promise<boolean> {
    const { digest, fingerprint, holder, expiresAt } = key;
    const values = [digest, fingerprint, holder, expiresAt, now];
    return (await TAKE.run(this.database, values)).length > 0;
  }

  /** @returns false when the holder does not have it any more */
  async complete(
    { digest, holder }: TakenKey,
    completion: Pick<IdempotencyKey, 'targetId' | 'completedAt' | 'expiresAt'>,
  ): Promise<boolean> {
    const { affected } = await this.rows.update({ digest, holder }, completion);
    return affected === 1;
  }

  /** Frees the key of a request that has failed; that of one that has succeeded stays taken. */
  async release({ digest, holder }: TakenKey): Promise<void> {
    await this.rows.delete({ digest, holder, completedAt: IsNull() });
  }

  /** At most `limit` rows that ended before `before`. @returns how many went */
  async deleteEnded(before: number, limit: number): Promise<number> {
    const where = { expiresAt: LessThan(before) };
    const ended = await this.rows.find({ select: { digest: true }, where, take: limit });
    // The time again: a row may have been taken over in between.
    const digests = ended.map(({ digest }) => digest);
    if (digests.length > 0) await this.rows.delete({ ...where, digest: In(digests) });
    return ended.length;
  }

  private get rows() {
    return this.database.manager.getRepository(IdempotencyKey);
  }
}
