import type { SigningKey } from './signing-key.entity.js';

/** What may be known of a signing key outside of this room. Times are epoch milliseconds. */
export type SigningKeyRecord = Readonly<Omit<SigningKey, 'sealedPrivateJwk' | 'publicJwk'>>;

export function toSigningKeyRecord(key: SigningKey): SigningKeyRecord {
  const { sealedPrivateJwk: _private, publicJwk: _public, ...record } = key;
  return record;
}
