import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../../src/platform/database/index.js';
import { Quotas, type BucketQuota } from '../../src/platform/limits/index.js';
import { QuotaCounter } from '../../src/platform/limits/quota-counter.entity.js';
import { QuotaCountersRepository } from '../../src/platform/limits/quota-counters.repository.js';
import { StoppedClock } from '../harness/application.js';
import { openTestDatabase } from '../harness/database.js';
import { type PostgresServer, startPostgres } from '../harness/postgres.js';

const HOUR_MS = 3_600_000;

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres.stop());

/** A clock at noon of a day in the middle of a month. */
function noon(): StoppedClock {
  const clock = new StoppedClock();
  clock.passMs(Date.parse('2026-11-15T12:00:00Z') - clock.now());
  return clock;
}

describe.each(['sqlite', 'postgres'] as const)('quotas on %s', (dialect) => {
  let opened: OpenDatabase;
  let clock: StoppedClock;
  const running: Quotas[] = [];
  beforeAll(async () => {
    opened = await openTestDatabase(dialect === 'postgres' ? postgres.url : undefined);
  });
  afterAll(() => opened.close());
  beforeEach(() => (clock = noon()));
  afterEach(async () => {
    await Promise.all(running.splice(0).map((quotas) => quotas.beforeApplicationShutdown()));
    await opened.dataSource.manager.deleteAll(QuotaCounter);
  });

  /** One process's quotas. */
  const start = (at = clock): Quotas => {
    const quotas = new Quotas(new QuotaCountersRepository(opened.database), at);
    running.push(quotas);
    return quotas;
  };
  const quotaOf = (limit: number, period: 'day' | 'month' = 'month'): BucketQuota => ({
    bucket: `credential:key_1:${period}`,
    limit,
    period,
  });
  const allowedOf = async (quotas: Quotas, quota: BucketQuota, calls: number): Promise<number> => {
    const states = await Promise.all(
      Array.from({ length: calls }, async () => quotas.take([quota])),
    );
    return states.filter(([state]) => state?.allowed).length;
  };
  const used = async (): Promise<number> => {
    const rows = await opened.dataSource.manager.find(QuotaCounter);
    return rows.reduce((sum, row) => sum + row.used, 0);
  };

  it('N01: refuses call 101 of a quota of 100, until the period ends', async () => {
    const quotas = start();
    expect(await allowedOf(quotas, quotaOf(100), 100)).toBe(100);
    const [state] = await quotas.take([quotaOf(100)]);
    expect(state).toMatchObject({
      allowed: false,
      limit: 100,
      remaining: 0,
      windowSeconds: 30 * 24 * 3600,
      resetSeconds: 15.5 * 24 * 3600,
    });
    expect(await used()).toBe(100);
  });

  it('allow two processes exactly the limit together, whatever comes in parallel', async () => {
    const [first, second] = [start(), start()];
    const quota = quotaOf(1000);
    const allowed = await Promise.all([
      allowedOf(first, quota, 900),
      allowedOf(second, quota, 900),
    ]);
    expect(allowed[0] + allowed[1]).toBe(1000);
    expect(await used()).toBe(1000);
  });

  it('lease ahead: most calls write nothing', async () => {
    const quotas = start();
    let writes = 0;
    const { dataSource } = opened;
    const { logger } = dataSource;
    dataSource.logger = Object.assign(Object.create(logger) as typeof logger, {
      logQuery: (sql: string) => void (sql.includes('INSERT INTO quota_counters') && writes++),
    });
    for (let i = 0; i < 2000; i += 1) await quotas.take([quotaOf(1_000_000)]);
    dataSource.logger = logger;
    expect(writes).toBeGreaterThan(0);
    expect(writes).toBeLessThan(20);
  });

  it('survive a restart, and what was leased and not used goes back', async () => {
    const quotas = start();
    const quota = quotaOf(1000);
    for (let i = 0; i < 100; i += 1) await quotas.take([quota]);
    await quotas.beforeApplicationShutdown();
    expect(await used()).toBe(100);
    const [state] = await start().take([quota]);
    expect(state).toMatchObject({ allowed: true, remaining: 899 });
  });

  it('count what a killed process had leased as used, at most a sixteenth of what was left', async () => {
    const quota = quotaOf(1000);
    const killed = start();
    for (let i = 0; i < 300; i += 1) await killed.take([quota]);
    const leased = (await used()) - 300;
    expect(leased).toBeGreaterThanOrEqual(0);
    expect(leased).toBeLessThanOrEqual(1000 / 16);
    expect(await allowedOf(start(), quota, 1000)).toBe(700 - leased);
  });

  it('take nothing of one quota for a call that another one refuses', async () => {
    const quotas = start();
    const spent = { ...quotaOf(1), bucket: 'app:app_1:month' };
    await quotas.take([spent]);
    const states = await quotas.take([quotaOf(10), spent]);
    expect(states.map(({ allowed }) => allowed)).toEqual([true, false]);
    expect(await allowedOf(quotas, quotaOf(10), 20)).toBe(10);
  });

  it('give a released call back to its own period only', async () => {
    const quotas = start();
    const quota = quotaOf(1, 'day');
    quotas.release([quota], await quotas.take([quota]));
    const states = await quotas.take([quota]);
    expect(states[0]?.allowed).toBe(true);
    clock.passMs(24 * HOUR_MS);
    quotas.release([quota], states);
    expect(await allowedOf(quotas, quota, 5)).toBe(1);
  });

  it('N09: are not refilled by a clock that goes back, nor blocked by one that went forward', async () => {
    const quotas = start();
    const quota = quotaOf(3, 'day');
    expect(await allowedOf(quotas, quota, 5)).toBe(3);
    clock.passMs(-HOUR_MS);
    expect(await allowedOf(quotas, quota, 5)).toBe(0);
    clock.passMs(25 * HOUR_MS);
    expect(await allowedOf(quotas, quota, 5)).toBe(3);
    clock.passMs(-24 * HOUR_MS);
    expect(await allowedOf(quotas, quota, 5)).toBe(0);
    clock.passMs(48 * HOUR_MS);
    expect(await allowedOf(quotas, quota, 5)).toBe(3);
  });

  it('R08: hold for two processes whose clocks are five seconds apart, in each period', async () => {
    const late = noon();
    clock.passMs(12 * HOUR_MS - 2_000);
    late.passMs(12 * HOUR_MS + 3_000);
    const [first, second] = [start(clock), start(late)];
    const quota = quotaOf(10, 'day');
    expect(await allowedOf(first, quota, 20)).toBe(10);
    expect(await allowedOf(second, quota, 20)).toBe(10);
    clock.passMs(5_000);
    expect(await allowedOf(first, quota, 20)).toBe(0);
  });

  it('refuse at once when the limit is lowered below what is used, and go on when it is raised', async () => {
    const quotas = start();
    expect(await allowedOf(quotas, quotaOf(1000), 50)).toBe(50);
    expect(await allowedOf(quotas, quotaOf(40), 5)).toBe(0);
    expect(await allowedOf(quotas, quotaOf(60), 20)).toBe(10);
  });

  it('forget periods that are long over', async () => {
    const counters = new QuotaCountersRepository(opened.database);
    await counters.lease('old', clock.now() - 80 * 24 * HOUR_MS, 1, 10);
    await counters.lease('new', clock.now(), 1, 10);
    await counters.deleteBefore(clock.now() - 70 * 24 * HOUR_MS);
    expect(await used()).toBe(1);
  });
});
