import type { Verified } from '../kernel/decision.js';
import { AppError } from '../kernel/errors/index.js';
import { isId } from '../kernel/ids.js';
import type { Policy } from '../kernel/policy.js';
import { missingScopes } from '../kernel/scopes.js';
import { addressHint, howToGet, scopeHint } from './authorization-hints.js';
import type { Call } from './call.js';

/** Scopes of Ostiary's own administration begin so. */
const ADMIN_SCOPE = /^admin:/;
/** And those of a person's own things so: nobody but that person can act with them. */
const ACCOUNT_SCOPE = /^account:/;

type RoleRule = Pick<Policy, 'roles' | 'loginStandsForScopes'>;
type ScopeRule = Pick<Policy, 'scopes' | 'loginStandsForScopes' | 'accept'>;

const NO_KIND: Policy['accept'] = new Set();

/**
 * Whether the policy takes this kind of credential at all, and keys of its environment.
 *
 * @throws AppError `credential_kind_not_accepted`
 */
export function requireAcceptedKind(policy: Policy, verified: Verified): void {
  const { kind } = verified.principal;
  if (kind === 'anonymous') return;
  if (!policy.accept.has(kind)) {
    const accepted = [...policy.accept];
    throw new AppError('credential_kind_not_accepted', {
      detail: `This credential is good, but it is ${article(kind)} ${kind}, and ${policy.name} accepts only: ${accepted.join(', ')}.`,
      hint: howToGet(accepted, kind),
      members: { presented_kind: kind, accepted_kinds: accepted },
    });
  }
  requireEnvironment(policy, verified);
}

/** A key of the other environment is good, only not here; so is a token that was exchanged for it. */
function requireEnvironment(
  { environment: wanted, name }: Policy,
  { environment: shown, principal }: Verified,
): void {
  if (wanted === null || shown === undefined || shown === wanted) return;
  const what = principal.kind === 'api_key' ? 'is a' : 'was exchanged for a';
  throw new AppError('credential_kind_not_accepted', {
    detail: `This credential is good, but it ${what} ${shown} key, and ${name} takes ${wanted} keys only.`,
    hint: `Use a ${wanted} key of your app: its first letters say which it is (…_${wanted}_…).`,
    members: { presented_environment: shown, accepted_environment: wanted },
  });
}

/**
 * Whether a token that names audiences was issued for this API.
 *
 * @throws AppError `token_wrong_audience`
 */
export function requireAudience(policy: Policy, verified: Verified): void {
  if (verified.audiences !== null && !verified.audiences.includes(policy.audience)) {
    throw new AppError('token_wrong_audience', {
      detail: `This token was issued for another API. The audience needed here is ${policy.audience}; the token names ${verified.audiences.join(', ') || 'none'}.`,
      hint: `Ask the token endpoint for resource=${policy.audience}.`,
    });
  }
}

/**
 * The restrictions that the credential itself carries: from where it may be used.
 *
 * @throws AppError `ip_not_allowed` or `origin_not_allowed`; neither says what is on the list.
 */
export function admit(call: Call, verified: Verified): void {
  admitAddress(call, verified);
  admitOrigin(call, verified);
}

/** @throws AppError `ip_not_allowed` */
export function admitAddress(call: Call, { ipAllowlist }: Verified): void {
  if (ipAllowlist !== null) {
    const address = call.clientAddress;
    if (address === null || !ipAllowlist.matches(address)) {
      throw new AppError('ip_not_allowed', {
        ...(address === null ? {} : { detail: `This credential may not be used from ${address}.` }),
        hint: addressHint(call),
      });
    }
  }
}

/** @throws AppError `origin_not_allowed` */
export function admitOrigin(call: Call, { originAllowlist }: Verified): void {
  if (originAllowlist !== null) {
    const origins = call.headers.all('origin');
    const origin = origins.length === 1 ? origins[0] : undefined;
    if (origin === undefined || !originAllowlist.matches(origin)) {
      throw new AppError('origin_not_allowed', {
        detail:
          origins.length === 0
            ? 'This credential is for browsers, and the request has no Origin header.'
            : 'This credential may be used from certain web origins only, and the Origin header of this request is not one of them.',
        hint:
          origins.length === 0
            ? 'Only browsers send Origin. Give the program a credential of its own, without an origin allowlist.'
            : 'Origins are compared letter by letter: scheme, host and port, without a slash at the end.',
      });
    }
  }
}

/**
 * Whether the principal has one of the policy's roles, where it needs one.
 *
 * Roles count only when a login token shows them, because only there are they Ostiary's own: a
 * `person_token` asserts the roles of its app.
 *
 * @throws AppError `role_required`
 */
export function authorizeRole(policy: RoleRule, { principal }: Verified): void {
  const isLogin = principal.kind === 'login_token';
  if (policy.roles.length === 0 || (!isLogin && policy.loginStandsForScopes)) return;
  const hasRole = isLogin && policy.roles.some((role) => principal.roles.includes(role));
  if (!hasRole) throw roleRequired(policy);
}

/**
 * Whether the principal has the policy's scopes. Where the policy says so, a sign-in stands for them.
 *
 * @throws AppError `insufficient_scope`; `credential_missing` for an anonymous caller.
 */
export function authorizeScopes(policy: ScopeRule, verified: Verified): void {
  const { principal } = verified;
  if (principal.kind === 'login_token' && policy.loginStandsForScopes) return;
  const missing = missingScopes(policy.scopes, principal.scopes);
  if (missing.length > 0 && principal.kind === 'anonymous') {
    throw new AppError('credential_missing', {
      detail: `Anonymous callers may not make this call: it needs the scope ${policy.scopes.join(' ')}.`,
      members: { accepted_kinds: [...policy.accept], required_scopes: policy.scopes },
    });
  }
  if (missing.length > 0) {
    throw new AppError('insufficient_scope', {
      detail: `This needs the scope ${policy.scopes.join(' ')}; the credential has ${principal.scopes.join(' ') || 'none'}. Missing: ${missing.join(' ')}.`,
      hint: scopeHint(principal.kind, missing),
      requiredScopes: policy.scopes,
      members: { required_scopes: policy.scopes, missing_scopes: missing },
    });
  }
  if (policy.scopes.some((scope) => ADMIN_SCOPE.test(scope)) && isDelegated(verified)) {
    requireAdministrator(verified);
  }
  if (policy.scopes.some((scope) => ACCOUNT_SCOPE.test(scope)) && !isOfUser(verified)) {
    throw new AppError('insufficient_scope', {
      detail:
        'This needs the access token of a user; this credential speaks for no user of this server.',
      requiredScopes: policy.scopes,
      members: { required_scopes: policy.scopes },
    });
  }
}

/** Whether somebody may administer what the scope stands for, as for a route of the administration. */
export function mayAdminister(verified: Verified, scope: `admin:${string}`): boolean {
  const { kind } = verified.principal;
  if (kind !== 'login_token' && kind !== 'api_key' && kind !== 'access_token') return false;
  const rule = { roles: ['admin'], scopes: [scope], loginStandsForScopes: true, accept: NO_KIND };
  try {
    authorizeRole(rule, verified);
    authorizeScopes(rule, verified);
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

/** A user's token can carry no more of Ostiary's administration than the user has at this moment. */
function requireAdministrator(verified: Verified): void {
  const { subject, roles } = verified.principal;
  // Only users of ours have our roles: a token can also stand for a person of whom an app asserts some.
  if (!isId('usr', subject) || !roles.includes('admin')) {
    throw new AppError('role_required', {
      detail: 'The user behind this access token is not an administrator.',
    });
  }
}

/** An access token that stands for somebody rather than for its client or its app. */
function isDelegated({ principal }: Verified): boolean {
  const { kind, subject, credentialId, appId } = principal;
  return kind === 'access_token' && subject !== credentialId && subject !== appId;
}

/** An access token that stands for a user of this server. */
function isOfUser({ principal: { kind, subject } }: Verified): boolean {
  return kind === 'access_token' && isId('usr', subject);
}

function roleRequired(policy: RoleRule): AppError {
  return new AppError('role_required', {
    detail: `This needs the role ${policy.roles.join(' or ')}.`,
    hint: 'Roles are those that the signed-in user has here; an administrator gives them. A token that was issued before shows them at once.',
  });
}

function article(kind: string): string {
  return /^[aeiou]/.test(kind) ? 'an' : 'a';
}
