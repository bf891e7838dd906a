import { applyDecorators } from '@nestjs/common';
import type { CredentialKind } from '../../kernel/principal.js';
import { QueryKeyOf, RolesOf, RouteAccessOf, ScopesOf } from './access.js';

/**
 * Protects a route: it is called with one good credential of one of these kinds, or not at all.
 *
 * @example `@Authenticated('access_token', 'login_token')`
 */
export function Authenticated(
  ...accept: readonly [CredentialKind, ...CredentialKind[]]
): MethodDecorator & ClassDecorator {
  return applyDecorators(RouteAccessOf({ accept, loginStandsForScopes: false, crossOrigin: true }));
}

/** The scopes that a credential needs for this route: all of them. */
export function Scopes(...scopes: readonly [string, ...string[]]): MethodDecorator {
  return ScopesOf(scopes);
}

/**
 * The Ostiary roles of which a caller needs one. Only a login token shows roles of Ostiary.
 *
 * @public
 */
export function Roles(...roles: readonly [string, ...string[]]): MethodDecorator & ClassDecorator {
  return applyDecorators(RolesOf(roles));
}

/**
 * Lets an API key come in the query as well, under one of these parameter names. A key in a URL ends
 * up in histories and logs: switch this on only where callers cannot set a header.
 */
export function QueryKey(...names: readonly [string, ...string[]]): MethodDecorator {
  return QueryKeyOf(names);
}

/**
 * Protects a route of the administration: an administrator's login token, or an API key or access
 * token that has the scope.
 */
export function AdminAccess(scope: `admin:${string}`): MethodDecorator & ClassDecorator {
  return applyDecorators(
    RouteAccessOf({
      accept: ['login_token', 'api_key', 'access_token'],
      loginStandsForScopes: true,
      crossOrigin: false,
    }),
    RolesOf(['admin']),
    ScopesOf([scope]),
  );
}

/**
 * Protects a route of a person's own things: the person's login token, or an access token that the person
 * has granted the scope. Keys, and tokens of clients themselves, speak for no person.
 *
 * @param scope null: the person's own sign-in only, whatever was granted
 */
export function AccountAccess(scope: `account:${string}` | null): MethodDecorator & ClassDecorator {
  return applyDecorators(
    RouteAccessOf({
      accept: scope === null ? ['login_token'] : ['login_token', 'access_token'],
      loginStandsForScopes: true,
      crossOrigin: false,
    }),
    ScopesOf(scope === null ? [] : [scope]),
  );
}
