import { describe, expect, it } from 'vitest';
import { AppError } from '../../kernel/errors/index.js';
import { decodeCursor, encodeCursor } from './cursor.js';

const key = Buffer.alloc(32, 'k');
const payload = { created_at: 1_763_600_000_000, id: 'key_1' };
const cursor = encodeCursor(key, payload, 'api-keys:app_1');

describe('a cursor', () => {
  it('gives back what it was made of', () => {
    expect(decodeCursor(key, cursor, 'api-keys:app_1')).toEqual(payload);
  });

  it('is text that needs no encoding in a query', () => {
    expect(cursor).toMatch(/^[\w.-]+$/);
  });

  const [body = '', signature = ''] = cursor.split('.');
  const forgedBody = Buffer.from(`{"id":"' OR 1=1"}`).toString('base64url');

  it.each([
    ['of another list', cursor, 'api-keys:app_2'],
    ['with another payload', `${forgedBody}.${signature}`, 'api-keys:app_1'],
    ['without a signature', body, 'api-keys:app_1'],
    ['with a cut signature', cursor.slice(0, -1), 'api-keys:app_1'],
    [
      'with the last character exchanged',
      `${cursor.slice(0, -1)}${cursor.endsWith('A') ? 'B' : 'A'}`,
      'api-keys:app_1',
    ],
    ['of SQL', `'; DROP TABLE users; --`, 'api-keys:app_1'],
    ['of nothing', '', 'api-keys:app_1'],
    ['of 1 MB', 'a'.repeat(1_000_000), 'api-keys:app_1'],
  ])('%s is refused', (_name, text, scope) => {
    expect(() => decodeCursor(key, text, scope)).toThrow(AppError);
  });

  it('made with another key is refused', () => {
    expect(() => decodeCursor(Buffer.alloc(32, 'x'), cursor, 'api-keys:app_1')).toThrow(
      expect.objectContaining({ code: 'invalid_request' }),
    );
  });
});
