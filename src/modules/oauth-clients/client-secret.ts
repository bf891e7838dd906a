import { timingSafeEqual } from 'node:crypto';
import { newId } from '../../kernel/ids.js';
import { previewOf } from '../../kernel/key-format.js';
import { randomBase62, sha256Hex } from '../../kernel/secret.js';
import type { OAuthClientSecret } from './oauth-client-secret.entity.js';
import type { IssuedClientSecret, RegisteredClient } from './oauth-client.js';

/** 43 base62 characters carry 256 bits. */
const BODY_LENGTH = 43;

/**
 * A new client secret. Only letters, digits and `_`: clients disagree on whether Basic credentials are
 * form-encoded first (RFC 6749 §2.3.1), and these characters are the same either way.
 */
export function generateClientSecret(): string {
  return `cs_${randomBase62(BODY_LENGTH)}`;
}

/** What a secret is told by: the SHA-256 of it, in 64 hexadecimal digits. */
interface Digested {
  readonly digest: string;
}

/** The one whose digest is that of the secret. Looks at all of them, each in constant time. */
export function findByDigest<T extends Digested>(secret: string, known: readonly T[]): T | null {
  const presented = Buffer.from(sha256Hex(secret), 'hex');
  let found: T | null = null;
  for (const each of known) {
    const stored = Buffer.from(each.digest, 'hex');
    if (stored.length === presented.length && timingSafeEqual(stored, presented)) found = each;
  }
  return found;
}

/** Whether the client proves itself by a secret. */
export function usesSecret({ tokenEndpointAuthMethod: method }: RegisteredClient): boolean {
  return method === 'client_secret_basic' || method === 'client_secret_post';
}

/** @param expiresAt epoch milliseconds, or null for a secret without an end */
export function newSecret(
  clientId: string,
  now: number,
  expiresAt: number | null,
): { row: OAuthClientSecret; issued: IssuedClientSecret } {
  const secret = generateClientSecret();
  const row = secretRow(clientId, secret, now, expiresAt);
  const { id, preview, lastUsedAt, createdAt } = row;
  return { row, issued: { id, preview, expiresAt, lastUsedAt, createdAt, secret } };
}

/** What is kept of a secret. */
export function secretRow(
  clientId: string,
  secret: string,
  now: number,
  expiresAt: number | null = null,
): OAuthClientSecret {
  return {
    ...{ id: newId('sec', now), clientId, digest: sha256Hex(secret), preview: previewOf(secret) },
    ...{ expiresAt, lastUsedAt: null, createdAt: now },
  };
}
