import { describe, expect, it } from 'vitest';
import { periodsOf, topOf, type UsageRow } from './periods';

const NOW = Date.parse('2026-11-26T10:30:00.000Z');
const row = (hour: string, code: string, count: number): UsageRow => ({
  period_start: `2026-11-26T${hour}:00:00.000Z`,
  code,
  count,
});

describe('the periods of a chart', () => {
  it('are all there, with allowed and refused calls apart', () => {
    const rows = [
      row('09', 'allowed', 5),
      row('09', 'rate_limited', 2),
      row('09', 'token_expired', 1),
    ];
    const periods = periodsOf(rows, '24h', NOW);
    expect(periods).toHaveLength(25);
    expect(periods.at(-1)).toEqual({
      at: Date.parse('2026-11-26T10:00:00Z'),
      allowed: 0,
      refused: 0,
    });
    expect(periods.at(-2)).toMatchObject({ allowed: 5, refused: 3 });
  });
});

describe('what was called most', () => {
  it('is added up, and the rest left out', () => {
    const rows = [row('08', 'a', 1), row('09', 'a', 2), row('09', 'b', 9), row('09', 'c', 1)];
    expect(topOf(rows, ({ code }) => code, 2)).toEqual([
      { name: 'b', count: 9 },
      { name: 'a', count: 3 },
    ]);
  });
});
