import { beforeEach, describe, expect, it } from 'vitest';
import { Clock } from '../../platform/clock.js';
import type { UsageCount } from './usage-count.entity.js';
import { UsageCounter } from './usage-counter.js';
import type { UsageCountsRepository } from './usage-counts.repository.js';

const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 10, 30, 23, 59, 30);
const CALL = { apiId: 'api_1', appId: 'app_1', credentialId: 'key_1', kind: 'api_key' };

class HandClock extends Clock {
  time = START;

  override now(): number {
    return this.time;
  }
}

let clock: HandClock;
let batches: UsageCount[][];
let isAway: boolean;
let counter: UsageCounter;

beforeEach(() => {
  clock = new HandClock();
  [batches, isAway] = [[], false];
  const add = (rows: readonly UsageCount[]): Promise<void> => {
    if (isAway) return Promise.reject(new Error('the database is away'));
    batches.push(rows.map((row) => ({ ...row })));
    return Promise.resolve();
  };
  counter = new UsageCounter({ add } as unknown as UsageCountsRepository, clock);
});

function count(code: string, times = 1, more: Partial<typeof CALL> = {}): void {
  for (let i = 0; i < times; i += 1) counter.count({ ...CALL, ...more, code });
}

describe('UsageCounter', () => {
  it('adds up equal calls, and writes only what was counted since the last writing', async () => {
    count('allowed', 3);
    count('rate_limited');
    await counter.flush();
    count('allowed');
    await counter.flush();
    await counter.flush();
    expect(batches.flat().map(({ code, calls }) => [code, calls])).toEqual([
      ['allowed', 3],
      ['rate_limited', 1],
      ['allowed', 1],
    ]);
  });

  it('keeps the calls of two hours apart that are written together', async () => {
    count('allowed');
    clock.time += 60_000;
    count('allowed', 2);
    await counter.flush();
    expect(batches.flat().map(({ hour, calls }) => [new Date(hour).toISOString(), calls])).toEqual([
      ['2026-11-30T23:00:00.000Z', 1],
      ['2026-12-01T00:00:00.000Z', 2],
    ]);
  });

  it('loses nothing while the database is away, and counts nothing twice', async () => {
    count('allowed', 2);
    isAway = true;
    await counter.flush();
    count('allowed');
    await counter.flush();
    isAway = false;
    clock.time += HOUR_MS;
    await counter.stop();
    expect(batches.flat()).toEqual([
      { ...CALL, code: 'allowed', hour: START - 3_570_000, calls: 3 },
    ]);
  });

  it('has one writer at a time, and leaves nothing to the next tick that was counted before', async () => {
    count('allowed');
    const first = counter.flush();
    count('allowed');
    await Promise.all([first, counter.flush(), counter.flush()]);
    expect(batches.flat().reduce((sum, { calls }) => sum + calls, 0)).toBe(2);
  });

  it('asks no statement to write more than 500 rows', async () => {
    for (let i = 0; i < 1100; i += 1) count('allowed', 1, { credentialId: `key_${i}` });
    await counter.flush();
    expect(batches.map((rows) => rows.length)).toEqual([500, 500, 100]);
  });

  it('is bounded: beyond 50,000 sorts of calls, it counts without app and credential', async () => {
    isAway = true;
    for (let i = 0; i < 50_010; i += 1) count('allowed', 1, { credentialId: `key_${i}` });
    isAway = false;
    await counter.flush();
    const rows = batches.flat();
    expect(rows).toHaveLength(50_001);
    expect(rows.find(({ credentialId }) => credentialId === '')).toMatchObject({
      appId: '',
      calls: 10,
    });
  });
});
