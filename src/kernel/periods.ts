import type { Period } from './limits.js';

/** One calendar period in UTC, as epoch milliseconds; `end` is the start of the next one. */
export interface PeriodSpan {
  readonly start: number;
  readonly end: number;
}

/** The calendar day or month that a moment belongs to. */
export function periodAt(nowMs: number, period: Period): PeriodSpan {
  const now = new Date(nowMs);
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  return period === 'day'
    ? { start: Date.UTC(year, month, day), end: Date.UTC(year, month, day + 1) }
    : { start: Date.UTC(year, month), end: Date.UTC(year, month + 1) };
}
