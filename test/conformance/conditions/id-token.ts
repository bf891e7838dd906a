import { compactVerify, createLocalJWKSet } from 'jose';
import type { Expected, IdToken, Tokens } from '../suite/flow.js';
import { must, shown, Violation } from '../suite/run.js';
import { SCOPE_CLAIMS, typesOf } from './standard-claims.js';

const SKEW_SECONDS = 5 * 60;
/** OpenID Connect Core §2 and §3.3.2.11, RFC 7519 §4.1, Front-Channel Logout §3. */
const PROTOCOL_CLAIMS = [
  'iss',
  'sub',
  'aud',
  'exp',
  'iat',
  'auth_time',
  'nonce',
  'acr',
  'amr',
  'azp',
  'at_hash',
  'c_hash',
  'nbf',
  'jti',
  'sid',
];
const YEAR_SECONDS = 365 * 24 * 60 * 60;

export function validateIdToken({ claims }: IdToken, { server, client, now }: Expected): void {
  const { iss, aud, exp, iat, auth_time, acr } = claims;
  const seconds = now / 1000;
  must(iss === server.issuer, `iss is ${iss}, the server ${server.issuer}`);
  must([aud].flat().includes(client.id), `aud is ${JSON.stringify(aud)}`);
  must(typeof exp === 'number' && exp + SKEW_SECONDS > seconds, `exp is ${exp}`);
  must(typeof iat === 'number', `iat is ${iat}`);
  must(Math.abs(iat - seconds) < SKEW_SECONDS, `iat is ${iat}, now is ${seconds}`);
  if (auth_time !== undefined) {
    must(typeof auth_time === 'number', `auth_time is ${shown(auth_time)}`);
    must(auth_time > seconds - YEAR_SECONDS, 'auth_time is over a year in the past');
    must(auth_time < seconds + SKEW_SECONDS, 'auth_time is in the future');
  }
  must(acr !== '', 'acr is empty');
}

/** The claims of OpenID Connect Core §5.1 have the types they must have. */
export function validateIdTokenStandardClaims({ claims }: IdToken): void {
  const wrong = typesOf(claims);
  must(wrong.length === 0, wrong.join(', '));
}

export function validateIdTokenNonce({ claims }: IdToken, { request }: Expected): void {
  must(claims['nonce'] === request['nonce'], `nonce is ${shown(claims['nonce'])}`);
}

export function validateIdTokenACRClaimAgainstRequest({ claims: { acr } }: IdToken): void {
  must(acr === undefined || typeof acr === 'string', 'acr is no string');
}

export async function validateIdTokenSignature(token: IdToken, { keys }: Expected): Promise<void> {
  try {
    await compactVerify(token.value, createLocalJWKSet(keys));
  } catch (error) {
    throw new Violation(String(error));
  }
}

export function checkForSubjectInIdToken({ claims: { sub } }: IdToken): void {
  must(typeof sub === 'string' && sub !== '' && sub.length <= 255, `sub is ${sub}`);
}

export function ensureIdTokenUpdatedAtValid({ claims }: IdToken, { now }: Expected): void {
  const { updated_at: at } = claims;
  if (at === undefined) return;
  must(
    typeof at === 'number' && at > 0 && at < now / 1000 + SKEW_SECONDS,
    `updated_at is ${shown(at)}`,
  );
}

export function ensureIdTokenContainsKid({ header }: IdToken): void {
  must(typeof header.kid === 'string' && header.kid !== '', 'no kid');
}

export function ensureIdTokenSignatureIsRS256({ header }: IdToken): void {
  must(header.alg === 'RS256', `alg is ${header.alg}`);
}

export function ensureIdTokenDoesNotContainName({ claims }: IdToken): void {
  must(!('name' in claims), 'the name belongs to userinfo (OpenID Connect Core §5.4)');
}

/** Protocol claims, and those of the requested scopes; anything else would be data that nobody asked for. */
export function ensureIdTokenDoesNotContainNonRequestedClaims(
  { claims }: IdToken,
  { request }: Expected,
): void {
  const scopes = (request['scope'] ?? '').split(' ');
  const allowed = new Set([
    ...PROTOCOL_CLAIMS,
    ...scopes.flatMap((scope) => SCOPE_CLAIMS[scope] ?? []),
  ]);
  const others = Object.keys(claims).filter((name) => !allowed.has(name));
  must(others.length === 0, `not asked for: ${others.join(', ')}`);
}

/** The hash is optional at the token endpoint; where it is, it has to be right. */
export async function validateAtHash({ idToken, accessToken }: Tokens): Promise<void> {
  const { at_hash: hash } = idToken.claims;
  if (hash === undefined) return;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(accessToken));
  const half = Buffer.from(digest).subarray(0, 16).toString('base64url');
  must(hash === half, `at_hash is ${shown(hash)}, not ${half}`);
}

export function checkIdTokenAuthTimeClaimPresentDueToMaxAge({ claims }: IdToken): void {
  must(typeof claims['auth_time'] === 'number', 'no auth_time, which max_age asks for');
}

export function checkSecondIdTokenAuthTimeIsLaterIfPresent(first: IdToken, second: IdToken): void {
  const [before, after] = [first.claims['auth_time'], second.claims['auth_time']];
  if (typeof before !== 'number' || typeof after !== 'number') return;
  must(after > before, `auth_time was ${before} and is ${after}`);
}

export function checkIdTokenAuthTimeIsRecentIfPresent(
  { claims }: IdToken,
  { now }: Expected,
): void {
  const { auth_time: at } = claims;
  if (typeof at !== 'number') return;
  must(at > now / 1000 - SKEW_SECONDS - 1, `auth_time is ${at}`);
}

export function checkIdTokenAuthTimeClaimsSameIfPresent(first: IdToken, second: IdToken): void {
  const [before, after] = [first.claims['auth_time'], second.claims['auth_time']];
  if (before === undefined || after === undefined) return;
  must(before === after, `auth_time was ${shown(before)} and is ${shown(after)}`);
}

export function checkIdTokenSubConsistentForSecondAuthorization(
  first: IdToken,
  second: IdToken,
): void {
  must(first.claims.sub === second.claims.sub, 'another sub');
}

export function validateIdTokenACRClaimAgainstAcrValuesRequest(
  { claims: { acr } }: IdToken,
  { request }: Expected,
): void {
  const requested = (request['acr_values'] ?? '').split(' ');
  must(typeof acr === 'string', 'no acr, although acr_values asked for one');
  must(requested.includes(acr), `acr is ${acr}, none of ${requested.join(', ')}`);
}

/** OpenID Connect Core §12.2: what an ID token of a refresh must share with the first one. */
export function compareIdTokenClaims(first: IdToken, second: IdToken): void {
  for (const name of ['iss', 'sub', 'aud', 'azp']) {
    const [before, after] = [first.claims[name], second.claims[name]];
    must(JSON.stringify(before) === JSON.stringify(after), `another ${name}`);
  }
  must(first.claims.iat !== second.claims.iat, 'the same iat');
  const { auth_time: at } = second.claims;
  must(at === undefined || at === first.claims['auth_time'], 'another auth_time');
}
