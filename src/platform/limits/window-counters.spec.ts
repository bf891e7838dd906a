import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Window } from './quota-state.js';
import { WindowCounters } from './window-counters.js';

const MINUTE_MS = 60_000;
const window = (bucket: string, limit = 10): Window => ({ bucket, limit, windowSeconds: 60 });

/** Counters on a monotonic clock that stands still. */
function counters(mostBuckets?: number) {
  let now = 1000;
  const windows = new WindowCounters(() => now, mostBuckets);
  const allowed = (calls: number, one = window('a')): number =>
    Array.from({ length: calls }, () => windows.take([one])[0]?.allowed).filter(Boolean).length;
  return { windows, allowed, pass: (ms: number) => (now += ms) };
}

afterEach(() => vi.useRealTimers());

describe('WindowCounters', () => {
  it('N01: allow the limit and refuse the rest, until the window ends', () => {
    const { allowed, pass } = counters();
    expect(allowed(15)).toBe(10);
    pass(MINUTE_MS - 1);
    expect(allowed(5)).toBe(0);
    pass(1);
    expect(allowed(15)).toBe(10);
  });

  it('say that a new window lasts its length, whatever fractions the clock shows', () => {
    for (let now = 1000.1; now < 1_000_000; now += 997.31) {
      const windows = new WindowCounters(() => now);
      expect(windows.take([window('a')])[0]?.resetSeconds).toBe(60);
    }
  });

  it('N08: allow at most twice the limit around the edge of a window', () => {
    const { allowed, pass } = counters();
    expect(allowed(1)).toBe(1);
    pass(MINUTE_MS - 1);
    let burst = allowed(100);
    pass(1);
    burst += allowed(100);
    pass(MINUTE_MS - 2);
    burst += allowed(100);
    expect(burst).toBe(9 + 10);
  });

  it.each([
    ['back an hour', -3_600_000],
    ['forward a day', 24 * 3_600_000],
  ])('N09: neither refill nor block when the wall clock goes %s', (_step, ms) => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { windows, allowed, pass } = counters();
    expect(allowed(10)).toBe(10);
    vi.setSystemTime(Date.now() + ms);
    expect(allowed(5)).toBe(0);
    expect(windows.look([window('a')])[0]?.resetSeconds).toBe(60);
    pass(MINUTE_MS);
    expect(allowed(15)).toBe(10);
  });

  it('count a call in every window or, when one is spent, in none', () => {
    const { windows } = counters();
    const both = [window('a', 2), window('b')];
    for (let i = 0; i < 5; i += 1) windows.take(both);
    expect(windows.look(both).map(({ remaining }) => remaining)).toEqual([0, 8]);
  });

  it('go on from what is used when the limit is changed', () => {
    const { allowed } = counters();
    expect(allowed(10)).toBe(10);
    expect(allowed(10, window('a', 12))).toBe(2);
    expect(allowed(1, window('a', 5))).toBe(0);
  });

  it('give back to the window that was counted in, and to no later one', () => {
    const { windows, allowed, pass } = counters();
    const [state] = windows.take([window('a', 1)]);
    windows.giveBack('a', state ?? { endsAt: 0 });
    expect(allowed(2, window('a', 1))).toBe(1);
    pass(MINUTE_MS);
    expect(allowed(1, window('a', 1))).toBe(1);
    windows.giveBack('a', state ?? { endsAt: 0 });
    expect(allowed(1, window('a', 1))).toBe(0);
  });

  it('forget what has ended while new buckets come, without a timer', () => {
    const { windows, pass } = counters();
    for (let i = 0; i < 1000; i += 1) windows.take([window(`old-${i}`)]);
    pass(MINUTE_MS);
    for (let i = 0; i < 600; i += 1) windows.take([window(`new-${i}`)]);
    expect(windows.size).toBeLessThan(700);
  });

  it('never hold more buckets than they may: the oldest goes', () => {
    const { windows, allowed } = counters(3);
    for (const bucket of ['a', 'b', 'c', 'd']) windows.take([window(bucket, 1)]);
    expect(windows.size).toBe(3);
    expect([allowed(1, window('d', 1)), allowed(1, window('a', 1))]).toEqual([0, 1]);
  });
});
