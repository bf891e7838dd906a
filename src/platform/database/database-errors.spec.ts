import { QueryFailedError } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../kernel/errors/index.js';
import { MutexTimeoutError } from './async-mutex.js';
import {
  asUnavailable,
  isDatabaseUnavailable,
  isForeignKeyViolation,
  isUniqueViolation,
} from './database-errors.js';

const withCode = (code: string, message = 'driver'): Error =>
  Object.assign(new Error(message), { code });
const failed = (code: string): Error => new QueryFailedError('SELECT 1', [], withCode(code));

describe('isUniqueViolation', () => {
  it.each(['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY', '23505'])(
    'knows %s',
    (code) => {
      expect(isUniqueViolation(failed(code))).toBe(true);
      expect(isUniqueViolation(withCode(code))).toBe(true);
    },
  );

  it.each(['SQLITE_CONSTRAINT_FOREIGNKEY', 'SQLITE_CONSTRAINT_NOTNULL', '23503', '23502'])(
    'does not take %s for one',
    (code) => {
      expect(isUniqueViolation(failed(code))).toBe(false);
    },
  );

  it.each([undefined, null, 'text', 23505, {}])('takes %s for no error of ours', (value) => {
    expect(isUniqueViolation(value)).toBe(false);
  });
});

describe('isForeignKeyViolation', () => {
  it.each(['SQLITE_CONSTRAINT_FOREIGNKEY', '23503'])('knows %s', (code) => {
    expect(isForeignKeyViolation(failed(code))).toBe(true);
  });

  it.each(['SQLITE_CONSTRAINT_UNIQUE', '23505'])('does not take %s for one', (code) => {
    expect(isForeignKeyViolation(failed(code))).toBe(false);
  });
});

describe('isDatabaseUnavailable', () => {
  it.each([
    'ECONNREFUSED',
    'ECONNRESET',
    'ENOTFOUND',
    '08006',
    '53300',
    '57P01',
    '57P03',
    '57014',
    '40P01',
    'SQLITE_BUSY',
    'SQLITE_BUSY_SNAPSHOT',
    'SQLITE_FULL',
    'SQLITE_IOERR_WRITE',
  ])('blames the database for %s', (code) => {
    expect(isDatabaseUnavailable(failed(code))).toBe(true);
  });

  it.each([
    'Connection terminated unexpectedly',
    'timeout exceeded when trying to connect',
    'Query read timeout',
    'Client has encountered a connection error and is not queryable',
    'The database connection is not open',
  ])('blames the database for "%s"', (message) => {
    expect(isDatabaseUnavailable(new Error(message))).toBe(true);
  });

  it('blames a transaction that never ends', () => {
    expect(isDatabaseUnavailable(new MutexTimeoutError('waited'))).toBe(true);
  });

  it.each([
    '23505',
    '23503',
    '22001',
    '42P01',
    '42601',
    'SQLITE_CONSTRAINT_UNIQUE',
    'SQLITE_ERROR',
  ])('does not hide our own mistake %s behind a 503', (code) => {
    expect(isDatabaseUnavailable(failed(code))).toBe(false);
  });

  it('survives an error that is its own cause', () => {
    const error = new Error('circle');
    error.cause = error;
    expect(isDatabaseUnavailable(error)).toBe(false);
  });
});

describe('asUnavailable', () => {
  it('becomes 503 with a time to come back, and says nothing of the database in public', () => {
    const error = asUnavailable(failed('ECONNREFUSED'));
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'unavailable', status: 503, retryAfterSeconds: 1 });
    expect((error as AppError).detail).not.toContain('driver');
  });

  it('leaves every other error as it is', () => {
    const mistake = failed('42P01');
    const refusal = new AppError('not_found', { cause: withCode('ECONNREFUSED') });
    expect(asUnavailable(mistake)).toBe(mistake);
    expect(asUnavailable(refusal)).toBe(refusal);
  });
});
