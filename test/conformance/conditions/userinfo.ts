import type { AuthorizationRequest, IdToken } from '../suite/flow.js';
import { must } from '../suite/run.js';
import type { WireAnswer } from '../suite/wire.js';
import { SCOPE_CLAIMS, typesOf } from './standard-claims.js';

export type UserInfo = Readonly<Record<string, unknown>>;

export function ensureHttpStatusCodeIs200({ status, body }: WireAnswer): void {
  must(status === 200, `status ${status}: ${body}`);
}

export function ensureHttpStatusCodeIs4xx({ status }: WireAnswer): void {
  must(status >= 400 && status < 500, `status ${status}`);
}

export function ensureContentTypeJson({ headers }: WireAnswer): void {
  const type = headers['content-type'] ?? '';
  must(/^application\/json\s*(?:;|$)/.test(type), `content type ${type}`);
}

export function extractUserInfoFromUserInfoEndpointResponse({ body }: WireAnswer): UserInfo {
  const parsed: unknown = JSON.parse(body);
  must(typeof parsed === 'object' && parsed !== null, `no object: ${body}`);
  return parsed as UserInfo;
}

export function validateUserInfoStandardClaims(userinfo: UserInfo): void {
  const wrong = typesOf(userinfo);
  must(wrong.length === 0, wrong.join(', '));
  const { birthdate } = userinfo;
  const isDate = typeof birthdate === 'string' && /^(?:\d{4}|\d{4}-\d{2}-\d{2})$/.test(birthdate);
  must(birthdate === undefined || isDate, `birthdate is ${String(birthdate)}`);
}

export function ensureUserInfoContainsSub({ sub }: UserInfo): void {
  must(typeof sub === 'string' && sub !== '', 'no sub');
}

export function ensureUserInfoUpdatedAtValid({ updated_at: at }: UserInfo): void {
  // Milliseconds would be a date in the far future.
  must(
    at === undefined || (typeof at === 'number' && at > 0 && at < 1e11),
    `updated_at is ${String(at)}`,
  );
}

export function ensureMemberValuesInClaimNameReferenceToMemberNamesInClaimSources(
  userinfo: UserInfo,
): void {
  const names = (userinfo['_claim_names'] ?? {}) as Record<string, string>;
  const sources = (userinfo['_claim_sources'] ?? {}) as Record<string, unknown>;
  for (const source of Object.values(names)) must(source in sources, `no claim source ${source}`);
}

export function verifyUserInfoAndIdTokenInTokenEndpointSameSub(
  userinfo: UserInfo,
  { claims }: IdToken,
): void {
  must(userinfo['sub'] === claims.sub, 'another sub than in the ID token');
}

export function verifyScopesReturnedInUserInfoClaims(
  userinfo: UserInfo,
  request: AuthorizationRequest,
): void {
  const scopes = (request['scope'] ?? '').split(' ');
  const expected = scopes.flatMap((scope) => SCOPE_CLAIMS[scope] ?? []);
  const missing = expected.filter((name) => !(name in userinfo));
  must(missing.length === 0, `missing: ${missing.join(', ')}`);
}

export function ensureUserInfoContainsName({ name }: UserInfo): void {
  must(typeof name === 'string' && name !== '', 'no name');
}
