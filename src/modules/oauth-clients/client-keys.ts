import { createPublicKey, type JsonWebKey } from 'node:crypto';
import type { ClientJwk, ClientJwks } from './oauth-client.entity.js';

const MOST_KEYS = 10;
const SMALLEST_RSA_BITS = 2048;
/** Only a private or a shared key has one of these (RFC 7518 §6.2.2, §6.3.2, §6.4.1). */
const SECRET_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'] as const;

/** What is wrong with the public keys of a client, or null. They verify what the client signs. */
export function jwksProblem({ keys }: ClientJwks): string | null {
  if (keys.length === 0) return 'needs at least one key';
  if (keys.length > MOST_KEYS) return `has more than ${MOST_KEYS} keys`;
  for (const [index, key] of keys.entries()) {
    const problem = keyProblem(key);
    if (problem !== null) return `has at keys/${index} ${problem}`;
  }
  return null;
}

function keyProblem(key: ClientJwk): string | null {
  if (SECRET_MEMBERS.some((member) => member in key)) {
    return 'a key that is not public: send the public part only, and replace the key pair';
  }
  if (key['use'] !== undefined && key['use'] !== 'sig') return 'a key that is not for signatures';
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key: key as JsonWebKey, format: 'jwk' });
    const bits = asymmetricKeyDetails?.modulusLength ?? SMALLEST_RSA_BITS;
    return bits < SMALLEST_RSA_BITS ? `an RSA key below ${SMALLEST_RSA_BITS} bits` : null;
  } catch {
    return 'no public key of RSA, EC or OKP (RFC 7517)';
  }
}
