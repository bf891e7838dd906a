import { describe, expect, it } from 'vitest';
import { periodAt } from './periods.js';

const spanOf = (time: string, period: 'day' | 'month'): string[] => {
  const { start, end } = periodAt(Date.parse(time), period);
  return [start, end].map((ms) => new Date(ms).toISOString());
};

describe('periodAt', () => {
  it.each([
    ['day', '2026-02-28T23:59:59.999Z', '2026-02-28', '2026-03-01'],
    ['day', '2026-03-01T00:00:00.000Z', '2026-03-01', '2026-03-02'],
    ['day', '2028-02-28T12:00:00.000Z', '2028-02-28', '2028-02-29'],
    ['month', '2026-12-31T23:59:59.999Z', '2026-12-01', '2027-01-01'],
    ['month', '2026-11-01T00:00:00.000Z', '2026-11-01', '2026-12-01'],
  ] as const)('knows the %s of %s by the UTC calendar', (period, time, start, end) => {
    expect(spanOf(time, period)).toEqual([`${start}T00:00:00.000Z`, `${end}T00:00:00.000Z`]);
  });
});
