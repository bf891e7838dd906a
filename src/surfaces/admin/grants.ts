import { AppError } from '../../kernel/errors/index.js';
import type { Principal } from '../../kernel/principal.js';
import { missingScopes, parseScope } from '../../kernel/scopes.js';
import { SIGN_IN_SCOPES } from './admin-scopes.js';

/**
 * A signed-in administrator may grant anything. An API key or access token may grant, and take into
 * its hands by rotating or changing a credential, only what it holds itself.
 *
 * @throws AppError `scope_not_grantable`, naming the scopes
 */
export function assertMayGrant(caller: Principal, scopes: readonly string[]): void {
  if (caller.kind === 'login_token') return;
  const missing = missingScopes(scopes, caller.scopes);
  if (missing.length === 0) return;
  throw new AppError('scope_not_grantable', {
    detail: `The calling credential does not hold, and so cannot grant: ${missing.join(' ')}.`,
    members: { missing_scopes: missing },
  });
}

/**
 * The same for the scope of an OAuth client. What is asked for at sign-in anybody may give a client:
 * it grants nothing.
 *
 * @param scope space-separated
 * @throws AppError `scope_not_grantable`; `invalid_request` for what is no scope
 */
export function assertMayRegister(caller: Principal, scope: string): void {
  const granted = parseScope(scope).filter((name) => !SIGN_IN_SCOPES.has(name));
  assertMayGrant(caller, granted);
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
