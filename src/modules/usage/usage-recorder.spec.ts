import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Clock } from '../../platform/clock.js';
import type { CredentialUse } from './credential-use.entity.js';
import type { CredentialUsesRepository } from './credential-uses.repository.js';
import type { UsageCount } from './usage-count.entity.js';
import type { UsageCountsRepository } from './usage-counts.repository.js';
import { UsageRecorder } from './usage-recorder.js';

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
let counts: UsageCount[];
let uses: CredentialUse[];
let isAway: boolean;
let recorder: UsageRecorder;

beforeEach(() => {
  clock = new HandClock();
  [counts, uses, isAway] = [[], [], false];
  const write =
    <Row>(rows: Row[]) =>
    (written: readonly Row[]): Promise<void> => {
      if (isAway) return Promise.reject(new Error('the database is away'));
      rows.push(...written.map((row) => ({ ...row })));
      return Promise.resolve();
    };
  recorder = new UsageRecorder(
    clock,
    { add: write(counts) } as unknown as UsageCountsRepository,
    { note: write(uses) } as unknown as CredentialUsesRepository,
  );
});

function count(code: string, times = 1): void {
  for (let i = 0; i < times; i += 1) recorder.count(`key ${code}`, () => ({ ...CALL, code }));
}

function use(credentialId: string, secret: string | null, address = '192.0.2.1'): void {
  recorder.note(credentialId, secret, () => ({ address, userAgent: 'curl/8' }));
}

describe('counting', () => {
  it('adds up equal calls and writes what was counted since the last writing', async () => {
    count('allowed', 3);
    count('rate_limited');
    await recorder.flush();
    count('allowed');
    await recorder.flush();
    await recorder.flush();
    expect(counts.map(({ code, count: number }) => [code, number])).toEqual([
      ['allowed', 3],
      ['rate_limited', 1],
      ['allowed', 1],
    ]);
  });

  it('keeps the calls of two hours apart, also of two months, in one writing', async () => {
    count('allowed');
    clock.time += 60_000;
    count('allowed', 2);
    await recorder.flush();
    expect(counts.map(({ hour, count: number }) => [new Date(hour).toISOString(), number])).toEqual(
      [
        ['2026-11-30T23:00:00.000Z', 1],
        ['2026-12-01T00:00:00.000Z', 2],
      ],
    );
  });

  it('loses nothing while the database is away, and counts nothing twice', async () => {
    count('allowed', 2);
    isAway = true;
    await recorder.flush();
    count('allowed');
    await recorder.flush();
    isAway = false;
    clock.time += HOUR_MS;
    await recorder.flush();
    expect(counts).toEqual([{ ...CALL, code: 'allowed', hour: START - 3_570_000, count: 3 }]);
  });

  it('looks at a call only when it is the first of its sort', () => {
    const call = vi.fn(() => ({ ...CALL, code: 'allowed' }));
    for (let i = 0; i < 5; i += 1) recorder.count('key', call);
    expect(call).toHaveBeenCalledTimes(1);
  });
});

describe('noting uses', () => {
  it('notes a credential and its secret once a minute, with the minute', async () => {
    use('key_1', 'old');
    use('key_1', 'old', '192.0.2.2');
    await recorder.flush();
    use('key_1', 'old');
    await recorder.flush();
    const usedAt = START - 30_000;
    const rest = { credentialId: 'key_1', usedAt, address: '192.0.2.1', userAgent: 'curl/8' };
    expect(uses).toEqual([
      { ...rest, secret: '' },
      { ...rest, secret: 'old' },
    ]);
  });

  it('tells the secrets of one credential apart, and notes the next minute anew', async () => {
    use('key_1', 'old');
    use('key_1', 'new');
    clock.time += 60_000;
    use('key_1', 'new');
    await recorder.flush();
    expect(uses.map(({ secret, usedAt }) => [secret, usedAt - START])).toEqual([
      ['', 30_000],
      ['old', -30_000],
      ['new', 30_000],
    ]);
  });

  it('keeps what could not be written, unless it was used later', async () => {
    isAway = true;
    use('cli_1', null);
    await recorder.flush();
    clock.time += 60_000;
    use('cli_1', null, '192.0.2.9');
    use('cli_2', null);
    isAway = false;
    await recorder.flush();
    expect(uses.map(({ credentialId, address }) => [credentialId, address])).toEqual([
      ['cli_1', '192.0.2.9'],
      ['cli_2', '192.0.2.1'],
    ]);
  });
});
