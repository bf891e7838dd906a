import { describe, expect, it } from 'vitest';
import { AppError } from './app-error.js';
import { ERROR_TABLE } from './error-table.js';

describe('AppError', () => {
  it('says what the table says unless it is told better', () => {
    const plain = new AppError('token_expired');
    expect(plain.status).toBe(401);
    expect(plain.detail).toBe(ERROR_TABLE.token_expired.meaning.en);
    expect(plain.hint).toBeNull();
    expect(new AppError('token_expired', { detail: 'It expired at noon.' }).detail).toBe(
      'It expired at noon.',
    );
  });

  it.each([
    ['#/name', 'is required', 'The request is not valid: #/name is required.'],
    ['#', 'is required', 'The request is not valid: the body is required.'],
    ['#/at', 'It must be later.', 'The request is not valid: #/at: It must be later.'],
  ])('tells the first flaw of a body as its detail: %s %s', (pointer, detail, sentence) => {
    const errors = [
      { pointer, detail },
      { pointer: '#/other', detail: 'is too long' },
    ];
    expect(new AppError('invalid_request', { errors }).detail).toBe(sentence);
  });

  it('keeps what is internal out of the public detail and in the message for the log', () => {
    const cause = new Error('SQLITE_BUSY');
    const error = new AppError('unavailable', { internal: 'users table locked', cause });
    expect(error.message).toBe('unavailable: users table locked');
    expect(error.detail).not.toContain('locked');
    expect(error.cause).toBe(cause);
  });

  it('is to be tried again when the spent quota begins anew, unless it is told better', () => {
    const quota = { name: 'login', limit: 10, windowSeconds: 900, resetSeconds: 17 };
    expect(new AppError('too_many_attempts', { quota }).retryAfterSeconds).toBe(17);
    expect(
      new AppError('too_many_attempts', { quota, retryAfterSeconds: 60 }).retryAfterSeconds,
    ).toBe(60);
    expect(new AppError('too_many_attempts').retryAfterSeconds).toBeNull();
  });
});
