import { Injectable } from '@nestjs/common';
import { Database, Statement } from '../database/index.js';
import { QuotaCounter } from './quota-counter.entity.js';

/** One statement, which writes only what stays within the limit: two processes never lease a call twice. */
const LEASE = new Statement<{ readonly used: number | string }>(`
  INSERT INTO quota_counters (bucket, period_start, used) VALUES (?, ?, ?)
  ON CONFLICT (bucket, period_start) DO UPDATE SET used = quota_counters.used + excluded.used
  WHERE quota_counters.used + excluded.used <= ?
  RETURNING used`);

const GIVE_BACK = new Statement(`
  UPDATE quota_counters SET used = used - ? WHERE bucket = ? AND period_start = ? AND used >= ?`);

const DELETE_BEFORE = new Statement(`DELETE FROM quota_counters WHERE period_start < ?`);

/** The rows that say how much of a quota is used. Times are epoch milliseconds. */
@Injectable()
export class QuotaCountersRepository {
  constructor(private readonly database: Database) {}

  /**
   * Takes `count` calls of a bucket out, or none.
   *
   * @param count at most `limit`
   * @returns what is used then; null: so many are not left
   */
  async lease(
    bucket: string,
    periodStart: number,
    count: number,
    limit: number,
  ): Promise<number | null> {
    const [row] = await LEASE.run(this.database, [bucket, periodStart, count, limit]);
    return row === undefined ? null : Number(row.used);
  }

  async used(bucket: string, periodStart: number): Promise<number> {
    const row = await this.database.manager
      .getRepository(QuotaCounter)
      .findOneBy({ bucket, periodStart });
    return row?.used ?? 0;
  }

  async giveBack(bucket: string, periodStart: number, count: number): Promise<void> {
    await GIVE_BACK.run(this.database, [count, bucket, periodStart, count]);
  }

  /** Removes the counters of periods that began before that time. */
  async deleteBefore(time: number): Promise<void> {
    await DELETE_BEFORE.run(this.database, [time]);
  }
}
