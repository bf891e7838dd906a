import { AppError } from '../../kernel/errors/index.js';

type Claims = Readonly<Record<string, unknown>>;

const LONGEST_TEXT = 256;

/** A `typ` header is a media type: case does not matter, `application/` may be left out (RFC 7515 §4.1.9). */
export function requireTokenType(header: Claims, expected: string): void {
  const { typ } = header;
  const name = typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : null;
  if (name !== expected) {
    throw new AppError('token_wrong_type', {
      detail: `The header of the token has ${name === null ? 'no typ' : 'another typ'}; it must be ${expected}.`,
    });
  }
}

/** Compared exactly: another spelling of our URL is another issuer (RFC 9068 §4). */
export function requireIssuer(claims: Claims, issuer: string): void {
  if (claims['iss'] !== issuer) {
    throw new AppError('token_wrong_issuer', { detail: `The iss claim must be ${issuer}.` });
  }
}

/**
 * The `aud` values; one at least (RFC 7519 §4.1.3). Whether one of them is meant is for the policy to say.
 *
 * @throws AppError `token_wrong_audience`
 */
export function audiencesOf(claims: Claims): readonly string[] {
  const { aud } = claims;
  const audiences: unknown[] = Array.isArray(aud) ? aud : [aud];
  if (audiences.length > 0 && audiences.every(isText)) return audiences;
  throw new AppError('token_wrong_audience', {
    detail: 'The token names no audience: its aud claim is missing or not a list of texts.',
  });
}

/** A required claim that is a text of 1 to 256 characters. @throws AppError `token_malformed` */
export function textClaim(claims: Claims, name: string): string {
  const value = claims[name];
  if (isText(value) && value.length <= LONGEST_TEXT) return value;
  throw new AppError('token_malformed', {
    detail: `The ${name} claim must be a text of 1 to ${LONGEST_TEXT} characters.`,
  });
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
