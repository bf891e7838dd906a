import { createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../kernel/errors/index.js';

const MAX_LENGTH = 2_048;
const FORM = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{43})$/;

/** Where a list goes on: values of the sort columns, never text that becomes SQL. */
export type CursorPayload = Readonly<Record<string, string | number>>;

/**
 * An opaque position in a list. It is signed together with `scope`, the name of the list and of
 * whoever may see it, so that it is good for nothing else.
 */
export function encodeCursor(key: Buffer, payload: CursorPayload, scope: string): string {
  const body = Buffer.from(JSON.stringify(payload)).toString('base64url');
  return `${body}.${signatureOf(key, body, scope)}`;
}

/**
 * The payload of a cursor that `encodeCursor` made with the same key and scope.
 *
 * @throws AppError `invalid_request` for every other text
 */
export function decodeCursor(key: Buffer, text: string, scope: string): CursorPayload {
  const [, body, signature] = text.length > MAX_LENGTH ? [] : (FORM.exec(text) ?? []);
  if (body === undefined || signature === undefined) throw refusal();
  const expected = Buffer.from(signatureOf(key, body, scope));
  if (!timingSafeEqual(expected, Buffer.from(signature))) throw refusal();
  return JSON.parse(Buffer.from(body, 'base64url').toString()) as CursorPayload;
}

function signatureOf(key: Buffer, body: string, scope: string): string {
  return createHmac('sha256', key).update(`${scope}\0${body}`).digest('base64url');
}

function refusal(): AppError {
  return new AppError('invalid_request', {
    detail: 'The cursor is not one of this list.',
    hint: 'Start without a cursor, and use next_cursor as it was returned.',
    errors: [{ pointer: '#/cursor', detail: 'is not a cursor of this list' }],
  });
}
