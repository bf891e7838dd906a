import { applyDecorators } from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';
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
  return applyDecorators(
    RouteAccessOf({ accept, roleStandsForScopes: false, crossOrigin: true }),
    ...schemesOf(accept).map((scheme) => ApiSecurity(scheme)),
  );
}

/** The scopes that a credential needs for this route: all of them. */
export function Scopes(...scopes: readonly [string, ...string[]]): MethodDecorator {
  return applyDecorators(ScopesOf(scopes), ApiSecurity('oauth2', [...scopes])) as MethodDecorator;
}

/** The Ostiary roles of which a caller needs one. Only a login token shows roles of Ostiary. */
export function Roles(...roles: readonly [string, ...string[]]): MethodDecorator & ClassDecorator {
  return RolesOf(roles) as MethodDecorator & ClassDecorator;
}

/**
 * Lets an API key come in the query as well, under one of these parameter names. A key in a URL ends
 * up in histories and logs: switch this on only where callers cannot set a header.
 */
export function QueryKey(...names: readonly [string, ...string[]]): MethodDecorator {
  return applyDecorators(QueryKeyOf(names), ApiSecurity('api_key_query')) as MethodDecorator;
}

/**
 * Protects a route of the administration: an administrator's login token, or an API key or access
 * token that has the scope.
 */
export function AdminAccess(scope: `admin:${string}`): MethodDecorator & ClassDecorator {
  return applyDecorators(
    RouteAccessOf({
      accept: ['login_token', 'api_key', 'access_token'],
      roleStandsForScopes: true,
      crossOrigin: false,
    }),
    RolesOf(['admin']),
    ScopesOf([scope]),
    ApiSecurity('login_token'),
    ApiSecurity('api_key'),
    ApiSecurity('oauth2', [scope]),
  );
}

/** The OpenAPI security schemes that present these kinds. */
function schemesOf(accept: readonly CredentialKind[]): string[] {
  const schemes: Record<CredentialKind, readonly string[]> = {
    api_key: ['api_key', 'api_key_bearer'],
    access_token: ['oauth2'],
    login_token: ['login_token'],
    app_token: ['signed_token'],
    person_token: ['signed_token'],
  };
  return [...new Set(accept.flatMap((kind) => schemes[kind]))];
}
