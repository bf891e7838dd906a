import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { parseCompactJws, type ParsedJws } from './compact-jws.js';
import { DPOP_ALGORITHMS } from './dpop-algorithms.js';
import { AppError } from './errors/index.js';

/** A proof whose signature fits the key that it carries. What it is a proof for is still to be compared. */
export interface DpopProof {
  /** SHA-256 thumbprint of its key (RFC 7638), which a token of this key names in `cnf.jkt`. */
  readonly thumbprint: string;
  readonly id: string;
  readonly method: string;
  readonly url: string;
  /** Epoch milliseconds. */
  readonly issuedAt: number;
  /** `ath`: the digest of the access token that the proof is sent with. */
  readonly tokenDigest: string | null;
}

interface KeyKind {
  readonly kty: string;
  readonly crv: string;
  /** The members that are the public key; each is 32 bytes in base64url. */
  readonly coordinates: readonly string[];
  readonly digest: 'sha256' | null;
}

const P256: KeyKind = { kty: 'EC', crv: 'P-256', coordinates: ['x', 'y'], digest: 'sha256' };
const ED25519: KeyKind = { kty: 'OKP', crv: 'Ed25519', coordinates: ['x'], digest: null };
const KEY_KINDS: ReadonlyMap<unknown, KeyKind> = new Map([
  ['ES256', P256],
  ['Ed25519', ED25519],
  ['EdDSA', ED25519],
]);

const COORDINATE = /^[A-Za-z0-9_-]{43}$/;
/** Members of private and symmetric keys (RFC 7518 §6.2.2, §6.3.2, §6.4). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const LONGEST_ID = 256;
const LONGEST_URL = 4096;

/**
 * Reads a proof of possession and proves its signature with the key in its own header (RFC 9449 §4.3,
 * points 2 to 7).
 *
 * @throws AppError `dpop_proof_invalid`
 */
export function readDpopProof(text: string): DpopProof {
  const parsed = takenApart(text);
  const { alg, jwk, typ } = parsed.header;
  if (typeof typ !== 'string' || typ.toLowerCase().replace(/^application\//, '') !== 'dpop+jwt') {
    throw invalid('The typ in the header of the proof must be dpop+jwt.');
  }
  const kind = KEY_KINDS.get(alg);
  if (kind === undefined) {
    throw invalid(`The alg of the proof must be one of ${DPOP_ALGORITHMS.join(', ')}.`);
  }
  const members = publicMembers(jwk, kind);
  const input = Buffer.from(parsed.signingInput);
  const key = { key: imported(members), dsaEncoding: 'ieee-p1363' } as const;
  if (!verify(kind.digest, input, key, parsed.signature)) {
    throw invalid('The signature of the proof does not fit the key in its header.');
  }
  return { thumbprint: thumbprintOf(members), ...claimsOf(parsed) };
}

function takenApart(text: string): ParsedJws {
  try {
    return parseCompactJws(text);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw invalid(error.detail.replace(/^The token/, 'The proof'));
  }
}

/** The required members of a key, in the order of RFC 7638 §3.2. */
function publicMembers(jwk: unknown, { kty, crv, coordinates }: KeyKind): Record<string, string> {
  if (typeof jwk !== 'object' || jwk === null || Array.isArray(jwk)) {
    throw invalid('The header of the proof must carry the public key as jwk.');
  }
  const key = jwk as Readonly<Record<string, unknown>>;
  if (PRIVATE_MEMBERS.some((name) => Object.hasOwn(key, name))) {
    throw invalid('The jwk of the proof holds a private key. It must never leave the client.');
  }
  const isFitting =
    key['kty'] === kty &&
    key['crv'] === crv &&
    coordinates.every((name) => COORDINATE.test(String(key[name])));
  if (!isFitting) throw invalid(`The jwk of the proof is not a ${crv} key, which its alg needs.`);
  const values = coordinates.map((name) => [name, String(key[name])] as const);
  return { crv, kty, ...Object.fromEntries(values) };
}

function imported(members: Record<string, string>): KeyObject {
  try {
    return createPublicKey({ key: members, format: 'jwk' });
  } catch (cause) {
    throw new AppError('dpop_proof_invalid', {
      detail: 'The jwk of the proof is not a key: its point is not on the curve.',
      cause,
    });
  }
}

function thumbprintOf(members: Record<string, string>): string {
  return createHash('sha256').update(JSON.stringify(members)).digest('base64url');
}

function claimsOf({ claims }: ParsedJws): Omit<DpopProof, 'thumbprint'> {
  const { iat, ath } = claims;
  if (typeof iat !== 'number' || !Number.isFinite(iat) || iat < 0) {
    throw invalid('The iat of the proof must be a number of seconds.');
  }
  if (ath !== undefined && typeof ath !== 'string') throw invalid('The ath must be a text.');
  return {
    id: textClaim(claims, 'jti', LONGEST_ID),
    method: textClaim(claims, 'htm', LONGEST_ID),
    url: textClaim(claims, 'htu', LONGEST_URL),
    issuedAt: iat * 1000,
    tokenDigest: ath ?? null,
  };
}

function textClaim(claims: ParsedJws['claims'], name: string, longest: number): string {
  const value = claims[name];
  if (typeof value === 'string' && value !== '' && value.length <= longest) return value;
  throw invalid(`The ${name} of the proof must be a text of 1 to ${longest} characters.`);
}

function invalid(detail: string): AppError {
  return new AppError('dpop_proof_invalid', { detail });
}
