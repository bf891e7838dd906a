import { createHash, randomBytes } from 'node:crypto';

/** Every object's id begins with one of these, so that an id says what it is the id of. */
export const ID_PREFIXES = [
  'usr',
  'app',
  'key',
  'acc',
  'cli',
  'api',
  'aud',
  'req',
  'sec',
  'ses',
] as const;

export type IdPrefix = (typeof ID_PREFIXES)[number];

/** Crockford's base32, lower case: no i, l, o or u, so an id survives being read aloud. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_LENGTH = 10;
const RANDOM_LENGTH = 16;
/** Random characters are made for so many ids at once: each call of the generator costs more than an id. */
const IDS_PER_POOL = 256;
const DERIVED_BYTES = 16;
const LATEST_TIME_MS = 2 ** 48 - 1;

// 10 characters could hold 50 bits: a first character above 7 is not one of ours.
const BODY = '[0-7][0-9a-hjkmnp-tv-z]{25}';
const PATTERNS = Object.fromEntries(
  ID_PREFIXES.map((prefix) => [prefix, new RegExp(`^${prefix}_${BODY}$`)]),
) as Record<IdPrefix, RegExp>;

/**
 * A new id: prefix, `_`, and 26 characters (48 bits of time, then 80 random bits). Ids of one prefix
 * sort by the millisecond of their creation.
 *
 * @param nowMs epoch milliseconds
 * @throws RangeError when the time does not fit into 48 bits
 */
export function newId(prefix: IdPrefix, nowMs: number): string {
  if (!Number.isInteger(nowMs) || nowMs < 0 || nowMs > LATEST_TIME_MS) {
    throw new RangeError('an id needs a time in whole epoch milliseconds');
  }
  return `${prefix}_${timeText(nowMs)}${randomText()}`;
}

/** The id that always goes with that text: prefix, `_7`, and 125 bits of its SHA-256. Says no time. */
export function derivedId(prefix: IdPrefix, text: string): string {
  const digest = createHash('sha256').update(text).digest().subarray(0, DERIVED_BYTES);
  return `${prefix}_7${encodeBytes(digest)}`;
}

/** Whether the value is a well-formed id of that prefix; says nothing of its existence. */
export function isId(prefix: IdPrefix, value: unknown): value is string {
  return typeof value === 'string' && PATTERNS[prefix].test(value);
}

let encodedMs = -1;
let encodedTime = '';

/** A busy millisecond has many ids. */
function timeText(nowMs: number): string {
  if (nowMs !== encodedMs) {
    encodedTime = encodeTime(nowMs);
    encodedMs = nowMs;
  }
  return encodedTime;
}

let pool = '';
let used = 0;

/** 80 random bits, of which no other id gets one. */
function randomText(): string {
  if (used === pool.length) {
    const bytes = randomBytes(IDS_PER_POOL * RANDOM_LENGTH);
    // 32 divides 256: every character is as likely as the others.
    for (let i = 0; i < bytes.length; i += 1) {
      bytes[i] = ALPHABET.charCodeAt((bytes[i] as number) & 31);
    }
    pool = bytes.toString('latin1');
    used = 0;
  }
  used += RANDOM_LENGTH;
  return pool.slice(used - RANDOM_LENGTH, used);
}

function encodeTime(nowMs: number): string {
  let rest = nowMs;
  let text = '';
  for (let position = 0; position < TIME_LENGTH; position += 1) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function encodeBytes(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let pending = 0;
  for (const byte of bytes) {
    pending = (pending << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET.charAt((pending >> bits) & 31);
    }
    pending &= (1 << bits) - 1;
  }
  return text;
}
