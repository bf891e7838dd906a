import { AppError } from '../../kernel/errors/index.js';
import type { ParsedJws } from '../../kernel/compact-jws.js';
import { assertCurrent, readTokenTimes } from '../../kernel/token-times.js';
import type { SignedTokenType } from './access-key.entity.js';

/** The claims of a signed token, checked. Times are epoch milliseconds. */
export interface SignedClaims {
  readonly type: SignedTokenType;
  readonly subject: string;
  /** Of a person; always empty for an app. */
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly expiresAt: number;
}

const LONGEST_LIFETIME_SECONDS = 7200;
const LONGEST_TEXT = 256;
const MOST_NAMES = 100;
const CONTROL_OR_LONE_SURROGATE = /[\p{Cc}\p{Surrogate}]/u;

/**
 * Checks what the signature covers. Only for tokens whose signature is proved: every refusal says
 * exactly what is wrong, and never quotes the token.
 *
 * @param ak the proved issuer
 * @param now epoch milliseconds
 * @throws AppError `token_wrong_type`, `token_malformed`, `token_lifetime_exceeded`,
 *   `token_not_yet_valid`, `token_expired`
 */
export function checkClaims({ header, claims }: ParsedJws, ak: string, now: number): SignedClaims {
  if (header['typ'] !== undefined && !isJwt(header['typ'])) {
    throw new AppError('token_wrong_type', {
      detail: 'The token header has a typ other than JWT: it was made for another purpose.',
    });
  }
  const type = typeOf(claims['typ']);
  const expiresAt = checkTimes(claims, now);
  if (type === 'app_token') {
    if (claims['sub'] !== ak)
      throw malformed(
        'The sub of an app_token must be the AK, like its iss.',
        'A token for a person of yours is a person_token (typ), and has that person as sub.',
      );
    return { type, subject: ak, roles: [], groups: [], expiresAt };
  }
  return {
    type,
    subject: subjectOf(claims['sub']),
    roles: namesOf(claims['roles'], 'roles'),
    groups: namesOf(claims['groups'], 'groups'),
    expiresAt,
  };
}

function isJwt(typ: unknown): boolean {
  return typeof typ === 'string' && /^(?:application\/)?jwt$/i.test(typ);
}

function typeOf(typ: unknown): SignedTokenType {
  if (typ === 'app_token' || typ === 'person_token') return typ;
  throw new AppError('token_wrong_type', {
    detail: 'The claim typ must be app_token or person_token.',
    hint: 'It is a claim (in the payload) and tells for whom the token speaks; the typ of the header is JWT.',
  });
}

function checkTimes(claims: Readonly<Record<string, unknown>>, now: number): number {
  const times = readTokenTimes(claims);
  const { issuedAt, expiresAt } = times;
  const lifetime = (expiresAt - issuedAt) / 1000;
  if (lifetime <= 0) {
    throw malformed(
      'The exp of the token is not later than its iat.',
      'exp is the time at which the token ends, not for how long it lives: iat + 600, for ten minutes.',
    );
  }
  if (lifetime > LONGEST_LIFETIME_SECONDS) {
    throw new AppError('token_lifetime_exceeded', {
      detail: `The token is made for ${lifetime} s (exp minus iat); at most ${LONGEST_LIFETIME_SECONDS} s are accepted.`,
      hint: `Set exp to iat plus ${LONGEST_LIFETIME_SECONDS} at most, both in seconds, and sign a new token when it runs out.`,
    });
  }
  assertCurrent(times, now);
  return expiresAt;
}

function subjectOf(sub: unknown): string {
  if (isText(sub)) return sub;
  throw malformed(
    `The sub of a person_token must be a string of 1 to ${LONGEST_TEXT} characters, without control characters.`,
  );
}

function namesOf(value: unknown, name: string): readonly string[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.length <= MOST_NAMES && value.every(isText)) {
    return [...new Set<string>(value)];
  }
  throw malformed(
    `The ${name} of a person_token must be an array of at most ${MOST_NAMES} strings of 1 to ${LONGEST_TEXT} characters.`,
  );
}

function isText(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value !== '' &&
    value.length <= LONGEST_TEXT &&
    !CONTROL_OR_LONE_SURROGATE.test(value)
  );
}

function malformed(detail: string, hint?: string): AppError {
  return new AppError('token_malformed', { detail, hint });
}
