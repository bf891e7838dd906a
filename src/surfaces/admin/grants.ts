import { CONSOLE_CLIENT_ID } from '../../kernel/client-ids.js';
import { AppError } from '../../kernel/errors/index.js';
import { isId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { missingScopes, parseScope, SIGN_IN_SCOPES } from '../../kernel/scopes.js';
import type { IntrospectionRight } from '../../modules/oauth-clients/index.js';

/**
 * A signed-in administrator may grant anything. An API key or access token may grant, and take into
 * its hands by rotating or changing a credential, only what it holds itself.
 *
 * @throws AppError `scope_not_grantable`, naming the scopes
 */
export function assertMayGrant(caller: Principal, scopes: readonly string[]): void {
  if (isSignedIn(caller)) return;
  const missing = missingScopes(scopes, caller.scopes);
  if (missing.length === 0) return;
  throw new AppError('scope_not_grantable', {
    detail: `The calling credential does not hold, and so cannot grant: ${missing.join(' ')}.`,
    members: { missing_scopes: missing },
  });
}

/** What a client can do once it is registered, or in other hands. */
export interface ClientAuthority {
  /** Space-separated. */
  readonly scope?: string | undefined;
  /** Space-separated. */
  readonly machineScope?: string | null | undefined;
  readonly introspection?: IntrospectionRight | undefined;
}

/**
 * The same for OAuth clients. What is asked for at sign-in anybody may give a client: it grants nothing.
 * The right to ask about everybody's tokens is a signed-in administrator's to give.
 *
 * @param authority that which the client gets, or has and is taken into the caller's hands with
 * @throws AppError `scope_not_grantable`; `invalid_request` for what is no scope
 */
export function assertMayRegister(caller: Principal, ...authority: ClientAuthority[]): void {
  for (const { scope = '', machineScope, introspection = 'own' } of authority) {
    const granted = parseScope(`${scope} ${machineScope ?? ''}`);
    assertMayGrant(
      caller,
      granted.filter((name) => !SIGN_IN_SCOPES.has(name)),
    );
    if (introspection === 'own' || isSignedIn(caller)) continue;
    throw new AppError('scope_not_grantable', {
      detail: 'Only a signed-in administrator may let a client ask about any token.',
    });
  }
}

/**
 * Roles are granted, and their holders changed, by signed-in administrators only: who sets an
 * administrator's password becomes that administrator.
 *
 * @param roles those that are given, or that the user has who is being changed
 * @throws AppError `scope_not_grantable`
 */
export function assertMayHandle(caller: Principal, roles: readonly string[]): void {
  if (isSignedIn(caller) || roles.length === 0) return;
  throw new AppError('scope_not_grantable', {
    detail: 'Only a signed-in administrator may grant roles, or change a user who has one.',
  });
}

/**
 * Whether the caller is a person at the sign-in, rather than a program that holds something of theirs. The
 * console is where people sign in to this server: its tokens are made by nothing else, and go nowhere else.
 */
function isSignedIn({ kind, credentialId, subject }: Principal): boolean {
  if (kind === 'login_token') return true;
  return kind === 'access_token' && credentialId === CONSOLE_CLIENT_ID && isId('usr', subject);
}
