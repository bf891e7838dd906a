import { AppError } from '../../../kernel/errors/index.js';
import type { UsageRequest } from './usage.schema.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The longest time that one request may ask about, in days: what is read for it grows with it. */
const MOST_DAYS = { hour: 31, day: 366, month: 3660, total: 3660 } as const;

/** Epoch milliseconds: the first hour, and the end. */
export interface UsageSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * What a request asks about; without times it is the last 24 hours.
 *
 * @throws AppError `invalid_request`, naming the parameter
 */
export function spanOf({ from, to, interval }: UsageRequest, now: number): UsageSpan {
  const end = to ?? now;
  const start = from ?? end - DAY_MS;
  if (start >= end) throw refusal('to', 'must be later than from');
  const most = MOST_DAYS[interval];
  if (end - start > most * DAY_MS) {
    throw refusal(
      'from',
      `must be at most ${most} days before to, where the interval is ${interval}`,
    );
  }
  return { from: Math.floor(start / HOUR_MS) * HOUR_MS, to: end };
}

function refusal(parameter: string, detail: string): AppError {
  return new AppError('invalid_request', { errors: [{ pointer: `#/${parameter}`, detail }] });
}
