import { AppError } from '../../kernel/errors/index.js';
import type { Principal } from '../../kernel/principal.js';
import { missingScopes } from '../../kernel/scopes.js';

/** What every user's client asks for at sign-in (OpenID Connect Core §5.4): it opens no API. */
const SIGN_IN_SCOPES: ReadonlySet<string> = new Set([
  'openid',
  'profile',
  'email',
  'address',
  'phone',
  'offline_access',
]);

/**
 * A signed-in administrator may grant anything. An API key or access token may grant, and take into
 * its hands by rotating or changing a credential, only what it holds itself.
 *
 * @throws AppError `scope_not_grantable`, naming the scopes
 */
export function assertMayGrant(caller: Principal, scopes: readonly string[]): void {
  if (caller.kind === 'login_token') return;
  const asked = scopes.filter((scope) => !SIGN_IN_SCOPES.has(scope));
  const missing = missingScopes(asked, caller.scopes);
  if (missing.length === 0) return;
  throw new AppError('scope_not_grantable', {
    detail: `The calling credential does not hold, and so cannot grant: ${missing.join(' ')}.`,
    members: { missing_scopes: missing },
  });
}

/**
 * Roles are granted, and their holders changed, by signed-in administrators only: who sets an
 * administrator's password becomes that administrator.
 *
 * @param roles those that are given, or that the user has who is being changed
 * @throws AppError `scope_not_grantable`
 */
export function assertMayHandle(caller: Principal, roles: readonly string[]): void {
  if (caller.kind === 'login_token' || roles.length === 0) return;
  throw new AppError('scope_not_grantable', {
    detail: 'Only a signed-in administrator may grant roles, or change a user who has one.',
  });
}
