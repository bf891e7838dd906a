import type { paths } from '../../api/schema';

export type UsageRow =
  paths['/admin/usage']['get']['responses'][200]['content']['application/json']['data'][number];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How far back a chart goes, and how long each of its periods is. */
export const RANGES = {
  '24h': { ms: DAY_MS, interval: 'hour', periodMs: HOUR_MS },
  '7d': { ms: 7 * DAY_MS, interval: 'hour', periodMs: HOUR_MS },
  '30d': { ms: 30 * DAY_MS, interval: 'day', periodMs: DAY_MS },
} as const;
export type Range = keyof typeof RANGES;

export interface Period {
  /** Epoch milliseconds of its beginning. */
  readonly at: number;
  readonly allowed: number;
  readonly refused: number;
}

/** One entry for every period of the range, also for those without a call. */
export function periodsOf(rows: readonly UsageRow[], range: Range, now: number): Period[] {
  const { ms, periodMs } = RANGES[range];
  const counts = new Map<number, { allowed: number; refused: number }>();
  for (const { period_start, code, count } of rows) {
    const at = Date.parse(period_start);
    const entry = counts.get(at) ?? { allowed: 0, refused: 0 };
    entry[code === 'allowed' ? 'allowed' : 'refused'] += count;
    counts.set(at, entry);
  }
  const last = Math.floor(now / periodMs) * periodMs;
  return Array.from({ length: Math.ceil(ms / periodMs) + 1 }, (_, index) => {
    const at = last - (Math.ceil(ms / periodMs) - index) * periodMs;
    return { at, ...(counts.get(at) ?? { allowed: 0, refused: 0 }) };
  });
}

/** The things that were called, or called, most. */
export function topOf(
  rows: readonly UsageRow[],
  nameOf: (row: UsageRow) => string | null | undefined,
  most: number,
): { readonly name: string | null; readonly count: number }[] {
  const counts = new Map<string | null, number>();
  for (const row of rows) {
    const name = nameOf(row) ?? null;
    counts.set(name, (counts.get(name) ?? 0) + row.count);
  }
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count)
    .slice(0, most);
}
