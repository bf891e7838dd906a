import { sign } from 'node:crypto';
import type { OpenedKey } from './opened-key.js';

/**
 * A token in compact serialisation (RFC 7515 §3.1), signed with ES256. The header names the key.
 *
 * @param type the `typ` header, which says what the token is for (RFC 8725 §3.11)
 */
export function signToken(
  type: string,
  claims: Readonly<Record<string, unknown>>,
  key: OpenedKey,
): string {
  const header = { alg: key.algorithm, typ: type, kid: key.kid };
  const signingInput = `${encode(header)}.${encode(claims)}`;
  // RFC 7518 §3.4: the signature is R and S side by side, not the DER that OpenSSL makes by default.
  const signature = sign('sha256', Buffer.from(signingInput), {
    key: key.privateKey,
    dsaEncoding: 'ieee-p1363',
  });
  return `${signingInput}.${signature.toString('base64url')}`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
