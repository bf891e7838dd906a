import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageCountsRepository } from '../../src/modules/usage/usage-counts.repository.js';
import { CredentialUsesRepository } from '../../src/modules/usage/credential-uses.repository.js';
import {
  positionOf,
  type UsagePosition,
  type UsageQuestion,
} from '../../src/modules/usage/index.js';
import { UsageReportRepository } from '../../src/modules/usage/usage-report.repository.js';
import type { OpenDatabase } from '../../src/platform/database/index.js';
import { openTestDatabase } from '../harness/database.js';
import { type PostgresServer, startPostgres } from '../harness/postgres.js';

const MAY = Date.UTC(2026, 4, 31, 22);
const HOUR_MS = 3_600_000;
const CALL = { apiId: 'api_1', appId: 'app_1', credentialId: 'key_1', kind: 'api_key' };

let postgres: PostgresServer;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

describe.each(['SQLite', 'Postgres'])('the table of counts, on %s', (dialect) => {
  let opened: OpenDatabase;
  let counts: UsageCountsRepository;
  let reports: UsageReportRepository;
  let uses: CredentialUsesRepository;

  beforeAll(async () => {
    opened = await openTestDatabase(dialect === 'Postgres' ? postgres.url : undefined);
    counts = new UsageCountsRepository(opened.database);
    reports = new UsageReportRepository(opened.database);
    uses = new CredentialUsesRepository(opened.database);
    const rows = [0, 1, 2, 3].flatMap((hour) => [
      { ...CALL, code: 'allowed', hour: MAY + hour * HOUR_MS, calls: 10 + hour },
      { ...CALL, code: 'rate_limited', hour: MAY + hour * HOUR_MS, calls: 1 },
    ]);
    await counts.add(rows);
    await counts.add([{ ...CALL, appId: 'app_2', code: 'allowed', hour: MAY, calls: 5 }]);
  });
  afterAll(() => opened.close());

  const query = (more: Partial<UsageQuestion>): UsageQuestion => ({
    ...{ from: MAY, to: MAY + 4 * HOUR_MS, interval: 'hour', groups: [] },
    ...more,
  });
  const sums = async (more: Partial<UsageQuestion>) =>
    (await reports.read(query(more), 100, null)).map(({ periodStart, calls, ...groups }) => [
      new Date(periodStart).toISOString().slice(0, 13),
      ...Object.values(groups),
      calls,
    ]);

  it('adds up by hour, day, month and altogether, in UTC', async () => {
    expect(await sums({})).toEqual([
      ['2026-05-31T22', 16],
      ['2026-05-31T23', 12],
      ['2026-06-01T00', 13],
      ['2026-06-01T01', 14],
    ]);
    const halves = (from: string, to: string) => [
      [from, 28],
      [to, 27],
    ];
    expect(await sums({ interval: 'day' })).toEqual(halves('2026-05-31T00', '2026-06-01T00'));
    expect(await sums({ interval: 'month' })).toEqual(halves('2026-05-01T00', '2026-06-01T00'));
    expect(await sums({ interval: 'total' })).toEqual([['2026-05-31T22', 55]]);
  });

  it('tells groups apart and filters', async () => {
    expect(await sums({ interval: 'total', groups: ['app', 'code'] })).toEqual([
      ['2026-05-31T22', 'app_1', 'allowed', 46],
      ['2026-05-31T22', 'app_1', 'rate_limited', 4],
      ['2026-05-31T22', 'app_2', 'allowed', 5],
    ]);
    expect(await sums({ interval: 'total', appId: 'app_2' })).toEqual([['2026-05-31T22', 5]]);
    expect(await sums({ interval: 'total', code: 'rate_limited' })).toEqual([['2026-05-31T22', 4]]);
    expect(await sums({ to: MAY + HOUR_MS })).toEqual([['2026-05-31T22', 16]]);
    expect(await sums({ ownerId: 'usr_nobody' })).toEqual([]);
  });

  it('goes on behind the last row of a page, without gaps and twice', async () => {
    const asked = query({ groups: ['app', 'code'] });
    const all = await reports.read(asked, 100, null);
    const paged = [];
    for (let position: UsagePosition | null = null; ;) {
      const page = await reports.read(asked, 2, position);
      paged.push(...page);
      const last = page.at(-1);
      if (last === undefined) break;
      position = positionOf(last, asked.groups);
    }
    expect(paged).toEqual(all);
    expect(all).toHaveLength(9);
  });

  it('adds what many write at once, whatever their order', async () => {
    const hour = MAY + 100 * HOUR_MS;
    const rows = Array.from({ length: 40 }, (_, i) => ({
      ...{ ...CALL, credentialId: `key_${i}`, code: 'allowed', hour, calls: 1 },
    }));
    const write = (i: number) => counts.add(i % 2 === 0 ? rows : rows.toReversed());
    await Promise.all(Array.from({ length: 10 }, (_, i) => write(i)));
    expect(await sums({ from: hour, to: hour + HOUR_MS })).toEqual([['2026-06-05T02', 400]]);
  });

  it('takes more sorts of calls than fit into one statement', async () => {
    const hour = MAY + 200 * HOUR_MS;
    const rows = Array.from({ length: 1_300 }, (_, i) => ({
      ...{ ...CALL, credentialId: `key_${i}`, code: 'allowed', hour, calls: 2 },
    }));
    await counts.add(rows);
    expect(await sums({ from: hour, to: hour + HOUR_MS, interval: 'total' })).toEqual([
      ['2026-06-09T06', 2_600],
    ]);
  });

  it('removes the oldest hours, a few at a time, and nothing that is to be kept', async () => {
    const old = Array.from({ length: 8 }, (_, i) => ({
      ...{ ...CALL, code: 'allowed', hour: MAY - (i + 1) * HOUR_MS, calls: 1 },
    }));
    await counts.add(old);
    expect(await counts.deleteOldest(MAY)).toBe(true);
    expect(await counts.deleteOldest(MAY)).toBe(false);
    const all = { from: MAY - 10 * HOUR_MS, interval: 'total' } as const;
    expect(await sums(all)).toEqual([['2026-05-31T12', 55]]);
  });

  it('keeps the later of two uses, and forgets those of nobody', async () => {
    const use = { credentialId: 'key_1', secret: '', userAgent: null };
    await uses.note([{ ...use, usedAt: MAY + 60_000, clientAddress: '192.0.2.2' }]);
    await uses.note([{ ...use, usedAt: MAY, clientAddress: '192.0.2.1' }]);
    expect(await uses.find(['key_1', 'key_2'])).toMatchObject([{ clientAddress: '192.0.2.2' }]);
    await uses.deleteOrphans();
    expect(await uses.find(['key_1'])).toEqual([]);
  });
});
