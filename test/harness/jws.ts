import { createHmac, type KeyObject, sign } from 'node:crypto';

export type Members = Record<string, unknown>;
type Signer = (signingInput: string) => Buffer;

/** One part of a token: text and bytes as they are, anything else as JSON. */
export function encodePart(value: unknown): string {
  const bytes =
    typeof value === 'string' || Buffer.isBuffer(value)
      ? Buffer.from(value as string)
      : Buffer.from(JSON.stringify(value));
  return bytes.toString('base64url');
}

/** A token in compact serialisation of any header and payload, however wrong (RFC 7515 §3.1). */
export function makeJws(header: unknown, payload: unknown, signer: Signer): string {
  const signingInput = `${encodePart(header)}.${encodePart(payload)}`;
  return `${signingInput}.${signer(signingInput).toString('base64url')}`;
}

/** HMAC with SHA-256, or with another hash. */
export function hmac(key: string | Buffer, algorithm = 'sha256'): Signer {
  return (signingInput) => createHmac(algorithm, key).update(signingInput).digest();
}

/** ES256 or RS256, by the kind of key. */
export function signature(key: KeyObject): Signer {
  return (signingInput) =>
    sign('sha256', Buffer.from(signingInput), { key, dsaEncoding: 'ieee-p1363' });
}

/** Header and claims of a token, unverified. */
export function readJws(token: string): { header: Members; claims: Members } {
  const [header = '', claims = ''] = token.split('.', 2);
  const read = (part: string): Members =>
    JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Members;
  return { header: read(header), claims: read(claims) };
}

/** Whole seconds since 1970, `offset` seconds from now. */
export function epochSeconds(offset = 0): number {
  return Math.floor(Date.now() / 1000) + offset;
}
