import type { ValueTransformer } from 'typeorm';

/**
 * Column transformer of every time: a `bigint` column of epoch milliseconds, a number in code.
 * Postgres hands a bigint over as text; SQLite as a number.
 *
 * Anything but a number passes through on the way in: null, undefined and TypeORM's own expressions
 * (`() => 'sql'`).
 *
 * @throws RangeError for a number that is not a whole, safe count of milliseconds.
 */
export const epochMs: ValueTransformer = {
  to(value: unknown): unknown {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      throw new RangeError('a time must be a whole number of milliseconds');
    }
    return value;
  },
  from(value: unknown): number | null {
    return value === null || value === undefined ? null : Number(value);
  },
};
