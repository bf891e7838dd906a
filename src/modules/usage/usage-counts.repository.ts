import { Injectable } from '@nestjs/common';
import { Database, isPostgres, Statement } from '../../platform/database/index.js';
import { type UsageInterval, USAGE_GROUPS, type UsageQuery, type UsageRow } from './usage-query.js';
import type { UsageCount } from './usage-count.entity.js';

/** So that a statement stays below the parameters that a database takes. */
const BATCH = 500;
const DAY_MS = 86_400_000;
const COLUMNS = ['hour', 'api_id', 'app_id', 'credential_id', 'kind', 'code', 'count'] as const;

/** The row after which a page goes on: its period and its groups, in the order of the query. */
export type UsagePosition = readonly (string | number)[];

/** All statements on `usage_counts`. */
@Injectable()
export class UsageCountsRepository {
  constructor(private readonly database: Database) {}

  /** Adds to what is there, from however many processes. In one order, so that two of them never wait for each other. */
  async add(counts: readonly UsageCount[]): Promise<void> {
    const sorted = counts.toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
    // All or nothing: what fails is added once more.
    await this.database.transaction(async () => {
      for (let start = 0; start < sorted.length; start += BATCH) {
        await this.addBatch(sorted.slice(start, start + BATCH));
      }
    });
  }

  private async addBatch(rows: readonly UsageCount[]): Promise<void> {
    await new Statement(
      `INSERT INTO usage_counts (${COLUMNS.join(', ')})
         VALUES ${rows.map(() => `(${COLUMNS.map(() => '?').join(', ')})`).join(', ')}
         ON CONFLICT (hour, api_id, app_id, credential_id, kind, code)
         DO UPDATE SET count = usage_counts.count + excluded.count`,
    ).run(
      this.database,
      rows.flatMap((row) => [
        ...[row.hour, row.apiId, row.appId, row.credentialId],
        ...[row.kind, row.code, row.count],
      ]),
    );
  }

  /** @returns at most `limit` rows, by period and then by group, beginning behind `after` */
  async sums(query: UsageQuery, limit: number, after: UsagePosition | null): Promise<UsageRow[]> {
    const { conditions, values } = conditionsOf(query);
    const groups = query.groupBy.map((group) => USAGE_GROUPS[group]);
    const period = this.periodOf(query.interval, query.from);
    const names = ['period_start', ...groups];
    const behind =
      after === null ? '' : `WHERE (${names.join(', ')}) > (${names.map(() => '?').join(', ')})`;
    const rows = await new Statement<Record<string, string | number>>(
      `SELECT * FROM (
         SELECT ${[`${period} AS period_start`, ...groups].join(', ')},
                CAST(SUM(count) AS bigint) AS calls
         FROM usage_counts WHERE ${conditions.join(' AND ')}
         GROUP BY ${names.map((_name, i) => i + 1).join(', ')}
       ) sums ${behind} ORDER BY ${names.join(', ')} LIMIT ?`,
    ).run(this.database, [...values, ...(after ?? []), limit]);
    return rows.map((row) => ({
      periodStart: Number(row['period_start']),
      count: Number(row['calls']),
      groups: Object.fromEntries(
        query.groupBy.map((group) => [group, String(row[USAGE_GROUPS[group]])]),
      ),
    }));
  }

  /** @returns how many rows were removed, at most `limit` */
  async deleteBefore(hour: number, limit: number): Promise<number> {
    const keys = 'hour, api_id, app_id, credential_id, kind, code';
    const removed = await new Statement<object>(
      `DELETE FROM usage_counts WHERE (${keys}) IN
         (SELECT ${keys} FROM usage_counts WHERE hour < ? LIMIT ?) RETURNING 1 AS removed`,
    ).run(this.database, [hour, limit]);
    return rowsOf(removed).length;
  }

  /** The beginning of the period that an hour belongs to, in UTC. */
  private periodOf(interval: UsageInterval, from: number): string {
    switch (interval) {
      case 'hour':
        return 'hour';
      case 'day':
        return `hour - hour % ${DAY_MS}`;
      case 'month':
        return isPostgres(this.database.manager)
          ? `CAST(EXTRACT(EPOCH FROM date_trunc('month', to_timestamp(hour / 1000) AT TIME ZONE 'UTC')) AS bigint) * 1000`
          : `CAST(strftime('%s', hour / 1000, 'unixepoch', 'start of month') AS integer) * 1000`;
      case 'total':
        return `CAST(${Math.trunc(from)} AS bigint)`;
    }
  }
}

function keyOf(row: UsageCount): string {
  return `${row.hour} ${row.apiId} ${row.appId} ${row.credentialId} ${row.kind} ${row.code}`;
}

function conditionsOf(query: UsageQuery): { conditions: string[]; values: (string | number)[] } {
  const conditions = ['hour >= ?', 'hour < ?'];
  const values: (string | number)[] = [query.from, query.to];
  for (const [column, value] of [
    ['api_id', query.apiId],
    ['app_id', query.appId],
    ['credential_id', query.credentialId],
    ['code', query.code],
  ] as const) {
    if (value === undefined) continue;
    conditions.push(`${column} = ?`);
    values.push(value);
  }
  if (query.ownerId !== undefined) {
    conditions.push('app_id IN (SELECT id FROM apps WHERE owner_id = ?)');
    values.push(query.ownerId);
  }
  return { conditions, values };
}

/** Of a deletion, the Postgres driver answers rows and their number side by side. */
function rowsOf(answer: readonly object[]): readonly object[] {
  return Array.isArray(answer[0]) ? (answer[0] as object[]) : answer;
}
