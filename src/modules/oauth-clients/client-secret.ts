import { timingSafeEqual } from 'node:crypto';
import { randomBase62, sha256Hex } from '../../kernel/secret.js';

/** 43 base62 characters carry 256 bits. */
const BODY_LENGTH = 43;

/**
 * A new client secret. Only letters, digits and `_`: clients disagree on whether Basic credentials are
 * form-encoded first (RFC 6749 §2.3.1), and these characters are the same either way.
 */
export function generateClientSecret(): string {
  return `cs_${randomBase62(BODY_LENGTH)}`;
}

/**
 * Whether a secret's digest is among the given ones. Looks at all of them, each in constant time.
 *
 * @param digests SHA-256, 64 hexadecimal digits each
 */
export function matchesAnyDigest(secret: string, digests: readonly string[]): boolean {
  const presented = Buffer.from(sha256Hex(secret), 'hex');
  let matches = false;
  for (const digest of digests) {
    const stored = Buffer.from(digest, 'hex');
    if (stored.length === presented.length && timingSafeEqual(stored, presented)) matches = true;
  }
  return matches;
}
