import { crc32 } from 'node:zlib';
import { BASE62, randomBase62 } from './secret.js';

export type KeyEnvironment = 'live' | 'test';

/** What the string itself shows; none of it depends on whether such a key exists. */
export type KeyInspection =
  | { readonly form: 'ok' }
  | { readonly form: 'foreign' }
  | {
      readonly form: 'malformed';
      readonly reason: 'length' | 'alphabet' | 'checksum';
      readonly length: number;
      readonly expectedLength: number;
    };

/** 43 base62 characters carry 256 bits. */
const BODY_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const AK_BODY_LENGTH = 22;
const ONLY_BASE62 = /^[0-9A-Za-z]+$/;
const AK_SHAPE = /^ak_[0-9A-Za-z]{22}$/;
// Without a second underscore: other vendors' `sk_live_…` are not ours.
const SK_SHAPE = /^sk_[0-9A-Za-z]+$/;
/** Up to three leading words, such as `ost_live_`, which say what a secret is and are no secret. */
const PUBLIC_HEAD = /^(?:[a-z][a-z0-9]{0,15}_){0,3}/;
const SHORTEST_PREVIEWED_BODY = 16;

/** A new API key: `<prefix>_<live|test>_`, 43 random base62 characters, 6 of checksum. */
export function generateApiKey(prefix: string, environment: KeyEnvironment): string {
  return withChecksum(`${prefix}_${environment}_${randomBase62(BODY_LENGTH)}`);
}

/** Whether the value claims to be an API key of this server; it may still be malformed. */
export function looksLikeApiKey(value: string, prefix: string): boolean {
  return apiKeyHead(value, prefix) !== null;
}

/** Checks length, alphabet and checksum, in this order, without any look-up. Case matters throughout. */
export function inspectApiKey(value: string, prefix: string): KeyInspection {
  const head = apiKeyHead(value, prefix);
  return head === null ? { form: 'foreign' } : inspect(value, head);
}

/** A new access key: the AK is public, the SK is the signing secret. */
export function generateAccessKeyPair(): { ak: string; sk: string } {
  return {
    ak: `ak_${randomBase62(AK_BODY_LENGTH)}`,
    sk: withChecksum(`sk_${randomBase62(BODY_LENGTH)}`),
  };
}

/** Whether the value has exactly the shape of an AK: nothing around it, no white space. */
export function looksLikeAk(value: string): boolean {
  return AK_SHAPE.test(value);
}

/** Whether the value claims to be an SK; it may still be malformed. */
export function looksLikeSk(value: string): boolean {
  return SK_SHAPE.test(value);
}

/** As `inspectApiKey`, for an SK. */
export function inspectSk(value: string): KeyInspection {
  return value.startsWith('sk_') ? inspect(value, 'sk_') : { form: 'foreign' };
}

/** What may be shown of a secret later on, such as `ost_live_7Qk…x9Zf`. */
export function previewOf(secret: string): string {
  const head = PUBLIC_HEAD.exec(secret)?.[0] ?? '';
  const body = secret.slice(head.length);
  if (body.length < SHORTEST_PREVIEWED_BODY) return `${head}…`;
  return `${head}${body.slice(0, 3)}…${body.slice(-4)}`;
}

function apiKeyHead(value: string, prefix: string): string | null {
  for (const environment of ['live', 'test']) {
    const head = `${prefix}_${environment}_`;
    if (value.startsWith(head)) return head;
  }
  return null;
}

function inspect(value: string, head: string): KeyInspection {
  const expectedLength = head.length + BODY_LENGTH + CHECKSUM_LENGTH;
  const malformed = (reason: 'length' | 'alphabet' | 'checksum'): KeyInspection => ({
    form: 'malformed',
    reason,
    length: value.length,
    expectedLength,
  });
  if (value.length !== expectedLength) return malformed('length');
  if (!ONLY_BASE62.test(value.slice(head.length))) return malformed('alphabet');
  if (withChecksum(value.slice(0, -CHECKSUM_LENGTH)) !== value) return malformed('checksum');
  return { form: 'ok' };
}

function withChecksum(text: string): string {
  let rest = crc32(text);
  let checksum = '';
  for (let position = 0; position < CHECKSUM_LENGTH; position += 1) {
    checksum = BASE62.charAt(rest % 62) + checksum;
    rest = Math.floor(rest / 62);
  }
  return text + checksum;
}
