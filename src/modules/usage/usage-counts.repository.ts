import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database, Statement } from '../../platform/database/index.js';
import { UsageCount } from './usage-count.entity.js';

/** The hours that one statement removes: small, so that it keeps nobody waiting. */
const HOURS_AT_ONCE = 6;

const OLDEST = new Statement<{ readonly hour: number }>(`
  SELECT DISTINCT hour FROM usage_counts WHERE hour < ? ORDER BY hour LIMIT ${HOURS_AT_ONCE}`);

/** What is written to `usage_counts`. */
@Injectable()
export class UsageCountsRepository {
  constructor(private readonly database: Database) {}

  /**
   * Adds to what is there, in one statement; every row has another key. The rows are written in one order,
   * whoever writes: two that meet at some of them wait for each other, never crosswise.
   */
  async add(counts: readonly Readonly<UsageCount>[]): Promise<void> {
    const rows = counts.toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
    const statement = new Statement(`
      INSERT INTO usage_counts (hour, api_id, app_id, credential_id, kind, code, calls)
      VALUES ${rows.map(() => '(?, ?, ?, ?, ?, ?, ?)').join(', ')}
      ON CONFLICT (hour, api_id, app_id, credential_id, kind, code)
      DO UPDATE SET calls = usage_counts.calls + excluded.calls`);
    await statement.run(
      this.database,
      rows.flatMap((row) => [
        ...[row.hour, row.apiId, row.appId, row.credentialId, row.kind, row.code, row.calls],
      ]),
    );
  }

  /** Removes some of the hours before that time. @returns whether there may be more */
  async deleteOldest(before: number): Promise<boolean> {
    const hours = (await OLDEST.run(this.database, [before])).map(({ hour }) => hour);
    if (hours.length === 0) return false;
    await this.database.manager.getRepository(UsageCount).delete({ hour: In(hours) });
    return hours.length === HOURS_AT_ONCE;
  }
}

function keyOf({ hour, apiId, appId, credentialId, kind, code }: Readonly<UsageCount>): string {
  return `${hour} ${apiId} ${appId} ${credentialId} ${kind} ${code}`;
}
