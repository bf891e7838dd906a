import { Injectable } from '@nestjs/common';
import { Database, isPostgres, Statement } from '../../platform/database/index.js';
import type { UsageGroup, UsagePosition, UsageQuestion, UsageRow } from './usage-report.js';

const COLUMNS: Readonly<Record<UsageGroup, string>> = {
  api: 'api_id',
  app: 'app_id',
  credential: 'credential_id',
  code: 'code',
  kind: 'kind',
};

const DAY_MS = 86_400_000;
const MONTH_ON_POSTGRES = `CAST(EXTRACT(EPOCH FROM
  date_trunc('month', to_timestamp(hour / 1000) AT TIME ZONE 'UTC') AT TIME ZONE 'UTC') AS bigint) * 1000`;
const MONTH_ON_SQLITE = `CAST(strftime('%s', hour / 1000, 'unixepoch', 'start of month') AS integer) * 1000`;

/** Reads `usage_counts`. */
@Injectable()
export class UsageReportRepository {
  constructor(private readonly database: Database) {}

  /** At most `limit` rows, the oldest first, beginning behind `after`. One statement. */
  async read(
    question: UsageQuestion,
    limit: number,
    after: UsagePosition | null,
  ): Promise<UsageRow[]> {
    const period = this.periodOf(question);
    const keys = [period, ...question.groups.map((group) => COLUMNS[group])];
    const [conditions, values] = conditionsOf(question);
    if (after !== null) {
      conditions.push(`(${keys.join(', ')}) > (${after.map(() => '?').join(', ')})`);
      values.push(...after);
    }
    const places = keys.map((_key, index) => index + 1).join(', ');
    const groups = question.groups.map((group) => `${COLUMNS[group]} AS "${group}", `).join('');
    const statement = new Statement<UsageRow>(`
      SELECT ${period} AS "periodStart", ${groups}CAST(SUM(calls) AS bigint) AS "calls"
      FROM usage_counts WHERE ${conditions.join(' AND ')}
      GROUP BY ${places} ORDER BY ${places} LIMIT ?`);
    return statement.run(this.database, [...values, limit]);
  }

  /** The beginning of the period that an hour belongs to, as an expression. */
  private periodOf({ interval, from }: UsageQuestion): string {
    switch (interval) {
      case 'hour':
        return 'hour';
      case 'day':
        return `hour - hour % ${DAY_MS}`;
      case 'month':
        return isPostgres(this.database.manager) ? MONTH_ON_POSTGRES : MONTH_ON_SQLITE;
      case 'total':
        return `CAST(${Math.trunc(from)} AS bigint)`;
    }
  }
}

function conditionsOf(question: UsageQuestion): [conditions: string[], values: unknown[]] {
  const conditions = ['hour >= ?', 'hour < ?'];
  const values: unknown[] = [question.from, question.to];
  const only = (condition: string, value: string | undefined): void => {
    if (value === undefined) return;
    conditions.push(condition);
    values.push(value);
  };
  only('api_id = ?', question.apiId);
  only('app_id = ?', question.appId);
  only('credential_id = ?', question.credentialId);
  only('code = ?', question.code);
  only('app_id IN (SELECT app_id FROM app_holders WHERE owner_id = ?)', question.ownerId);
  return [conditions, values];
}
