import { AppError } from '../../../kernel/errors/index.js';
import { HeaderLines } from '../../../kernel/header-lines.js';

export const IDEMPOTENCY_KEY = 'Idempotency-Key';
export const LONGEST_KEY = 255;

const VISIBLE_ASCII = /^[\x21-\x7e]+$/;
const QUOTED = /^"(.*)"$/;

/**
 * The value of the one `Idempotency-Key` header. The quotation marks of the draft's form (a string of
 * RFC 9651) do not belong to it: the same key with and without them is one key.
 *
 * @param rawHeaders names and values in turn, as Node keeps them
 * @returns null: there is no such header
 * @throws AppError `invalid_request`, naming the header
 */
export function idempotencyKeyOf(rawHeaders: readonly string[]): string | null {
  const values = HeaderLines.of(rawHeaders).all(IDEMPOTENCY_KEY.toLowerCase());
  const [value] = values;
  if (value === undefined) return null;
  if (values.length > 1) throw refusal('must be sent once');
  const key = QUOTED.exec(value)?.[1] ?? value;
  if (key === '') throw refusal('must not be empty');
  if (key.length > LONGEST_KEY) throw refusal(`must have at most ${LONGEST_KEY} characters`);
  if (!VISIBLE_ASCII.test(key)) throw refusal('must consist of visible ASCII characters');
  return key;
}

function refusal(flaw: string): AppError {
  return new AppError('invalid_request', { detail: `The header ${IDEMPOTENCY_KEY} ${flaw}.` });
}
