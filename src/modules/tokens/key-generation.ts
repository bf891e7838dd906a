import { createPrivateKey, createPublicKey, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { calculateJwkThumbprint } from 'jose';
import type { SigningAlgorithm } from './signing-key.entity.js';

const generate = promisify(generateKeyPair);

/** RFC 8725 §3.5 and NIST SP 800-131A: shorter RSA keys are no longer acceptable. */
const RSA_BITS = 2048;

export interface GeneratedKey {
  /** JWK thumbprint (RFC 7638): the same key has the same id everywhere. */
  readonly kid: string;
  readonly privateJwk: Record<string, string>;
  readonly publicJwk: Record<string, string>;
}

/** A new key pair as JWKs that say what they are for (RFC 7517 §4). */
export async function generateSigningKey(algorithm: SigningAlgorithm): Promise<GeneratedKey> {
  const pair =
    algorithm === 'ES256'
      ? await generate('ec', { namedCurve: 'P-256' })
      : await generate('rsa', { modulusLength: RSA_BITS });
  const publicPart = pair.publicKey.export({ format: 'jwk' }) as Record<string, string>;
  const privatePart = pair.privateKey.export({ format: 'jwk' }) as Record<string, string>;
  const kid = await calculateJwkThumbprint(publicPart);
  const description = { kid, alg: algorithm, use: 'sig' };
  return {
    kid,
    privateJwk: { ...privatePart, ...description },
    publicJwk: { ...publicPart, ...description },
  };
}

export function privateKeyOf(jwk: Record<string, string>) {
  return createPrivateKey({ key: jwk, format: 'jwk' });
}

export function publicKeyOf(jwk: Record<string, string>) {
  return createPublicKey({ key: jwk, format: 'jwk' });
}
