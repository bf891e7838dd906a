import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { IdToken, ServerMetadata, TokenAnswer } from '../suite/flow.js';
import { must, shown, Violation } from '../suite/run.js';
import type { WireAnswer } from '../suite/wire.js';
import { DESCRIPTION } from './authorization.js';
import { lengthAndEntropy } from './entropy.js';

/** RFC 6749 appendix A.12 and A.17: 1*VSCHAR */
const VISIBLE = /^[\x20-\x7e]+$/;
/** RFC 6749 §5.2, and what extensions that are on here add. */
const TOKEN_ERRORS = new Set([
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
]);

export function checkTokenEndpointHttpStatus200({ answer }: TokenAnswer): void {
  must(answer.status === 200, `status ${answer.status}: ${answer.body}`);
}

export function checkTokenEndpointHttpStatus400({ answer }: TokenAnswer): void {
  must(answer.status === 400, `status ${answer.status}: ${answer.body}`);
}

export function checkTokenEndpointReturnedJsonContentType({ answer }: TokenAnswer): void {
  const type = answer.headers['content-type'] ?? '';
  must(/^application\/json\s*(?:;|$)/.test(type), `content type ${type}`);
}

export function checkTokenEndpointCacheHeaders({ answer }: TokenAnswer): void {
  const control = answer.headers['cache-control'];
  must(control !== undefined, 'no cache-control (RFC 6749 §5.1)');
  must(
    control.split(',').some((part) => part.trim() === 'no-store'),
    `cache-control ${control}`,
  );
  const { pragma } = answer.headers;
  must(pragma === undefined || pragma === 'no-cache', `pragma ${pragma}`);
}

export function checkIfTokenEndpointResponseError({ body }: TokenAnswer): void {
  const { error, error_description: description } = body;
  must(error === undefined, `${String(error)}: ${String(description)}`);
}

export function extractAccessTokenFromTokenResponse({ body }: TokenAnswer): string {
  const { access_token: token } = body;
  must(typeof token === 'string' && token !== '', 'no access_token');
  return token;
}

/** RECOMMENDED by RFC 6749 §5.1 */
export function extractExpiresInFromTokenEndpointResponse({ body }: TokenAnswer): void {
  must('expires_in' in body, 'no expires_in');
}

export function validateExpiresIn({ body: { expires_in: seconds } }: TokenAnswer): void {
  if (seconds === undefined) return;
  must(Number.isInteger(seconds) && Number(seconds) > 0, `expires_in is ${shown(seconds)}`);
}

export function extractIdTokenFromTokenResponse({
  body: { id_token: value },
}: TokenAnswer): IdToken {
  must(typeof value === 'string', 'no id_token');
  try {
    const header = decodeProtectedHeader(value);
    must(typeof header.alg === 'string', 'no alg');
    return { value, header: { ...header, alg: header.alg }, claims: decodeJwt(value) };
  } catch (error) {
    throw new Violation(`not a JWT: ${String(error)}`);
  }
}

export function extractRefreshTokenFromTokenResponse({ body }: TokenAnswer): string {
  const { refresh_token: token } = body;
  must(typeof token === 'string' && token !== '', 'no refresh_token');
  return token;
}

export function ensureServerConfigurationSupportsRefreshToken(server: ServerMetadata): void {
  const { grant_types_supported: types } = server;
  must(Array.isArray(types) && types.includes('refresh_token'), `grant types ${String(types)}`);
}

export function ensureRefreshTokenContainsAllowedCharactersOnly(token: string): void {
  must(VISIBLE.test(token), 'other characters than RFC 6749 A.17 allows');
}

export function ensureAccessTokenContainsAllowedCharactersOnly(token: string): void {
  must(VISIBLE.test(token), 'other characters than RFC 6749 A.12 allows');
}

export function checkTokenTypeIsBearer({ body }: TokenAnswer): void {
  const { token_type: type } = body;
  must(typeof type === 'string' && type.toLowerCase() === 'bearer', `token_type ${String(type)}`);
}

export function ensureMinimumAccessTokenEntropy(token: string): void {
  must(lengthAndEntropy(token).entropy > 96, 'not random enough');
}

export function ensureMinimumRefreshTokenLength(token: string): void {
  must(lengthAndEntropy(token).bits >= 128, 'too short');
}

export function ensureMinimumRefreshTokenEntropy(token: string): void {
  must(lengthAndEntropy(token).entropy > 96, 'not random enough');
}

export function ensureAccessTokenValuesAreDifferent(first: string, second: string): void {
  must(first !== second, 'the same access token again');
}

export function checkErrorFromTokenEndpointResponseErrorInvalidGrant({ body }: TokenAnswer): void {
  must(body['error'] === 'invalid_grant', `error is ${String(body['error'])}`);
}

export function validateErrorFromTokenEndpointResponseError({ body }: TokenAnswer): void {
  const { error } = body;
  must(typeof error === 'string' && TOKEN_ERRORS.has(error), `error is ${String(error)}`);
}

export function checkErrorDescriptionFromTokenEndpointResponseErrorContainsCRLFTAB({
  body,
}: TokenAnswer): void {
  must(!/\\[rnt]/.test(shown(body['error_description'])), 'a line break or tab');
}

export function validateErrorDescriptionFromTokenEndpointResponseError({
  body,
}: TokenAnswer): void {
  const { error_description: text } = body;
  const isFine = text === undefined || (typeof text === 'string' && DESCRIPTION.test(text));
  must(isFine, `forbidden characters: ${String(text)}`);
}

export function validateErrorUriFromTokenEndpointResponseError({ body }: TokenAnswer): void {
  const { error_uri: uri } = body;
  must(uri === undefined || (typeof uri === 'string' && URL.canParse(uri)), String(uri));
}

/** The body of an answer of the token endpoint; the suite takes JSON only. */
export function tokenAnswerOf(answer: WireAnswer): TokenAnswer {
  try {
    return { answer, body: JSON.parse(answer.body) as Record<string, unknown> };
  } catch {
    return { answer, body: {} };
  }
}
