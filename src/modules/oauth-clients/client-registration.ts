import { AppError, type FieldError } from '../../kernel/errors/index.js';
import { ANY_API_SCOPE } from '../../kernel/scopes.js';
import { derivedKind, KIND_DEFAULTS, kindContradictions } from './client-kind.js';
import type { ApplicationType, ClientGrantType, ClientKind } from './oauth-client.entity.js';
import type { ClientMetadata } from './oauth-client.js';
import { isPrivateUse } from './redirect-uri.js';
import { checkedMembers, type RegisteredMembers, type Wrong } from './registration-checks.js';

/** The columns that a registration decides. */
export type Registration = RegisteredMembers & { readonly kind: ClientKind };

/** What a client for sign-in may ask for when its registration does not say: what libraries ask for by default. */
const DEFAULT_SIGN_IN_SCOPE = 'openid profile email';

/**
 * Checks a registration as a whole and fills in what it leaves out (RFC 7591 §2). Left out,
 * `require_pkce` is true for a public client, which it always binds, and false for a confidential one:
 * so a client that never heard of PKCE works with the five members that everybody registers. A kind
 * that is named decides what is left out, and what contradicts it is wrong; one that is not is told
 * from the rest.
 *
 * @param formerKind of a client that is changed: it stays while the rest fits it
 * @throws AppError `invalid_request` with one entry in `errors` per wrong member
 */
export function registrationOf(metadata: ClientMetadata, formerKind?: ClientKind): Registration {
  const problems: FieldError[] = [];
  const wrong = (pointer: string, detail: string): void => {
    problems.push({ pointer: `#/${pointer}`, detail });
  };
  const members = checkedMembers(filledIn(metadata), wrong);
  const kind = kindOf(metadata.kind, members, formerKind, wrong);
  if (problems.length > 0) throw new AppError('invalid_request', { errors: problems });
  return { ...members, kind };
}

function filledIn(metadata: ClientMetadata): RegisteredMembers {
  const redirectUris = distinct(metadata.redirect_uris);
  const byKind = metadata.kind === undefined ? undefined : KIND_DEFAULTS[metadata.kind];
  const grantTypes = distinct(
    metadata.grant_types ?? byKind?.grantTypes ?? defaultGrantTypes(redirectUris),
  );
  const method =
    metadata.token_endpoint_auth_method ?? byKind?.tokenEndpointAuthMethod ?? 'client_secret_basic';
  return {
    clientName: metadata.client_name,
    redirectUris,
    postLogoutRedirectUris: distinct(metadata.post_logout_redirect_uris),
    grantTypes,
    scope: metadata.scope ?? defaultScope(grantTypes, metadata.kind),
    machineScope: metadata.machine_scope ?? null,
    resources: metadata.resources ? distinct(metadata.resources) : null,
    introspection: metadata.introspection ?? 'own',
    tokenEndpointAuthMethod: method,
    jwks: metadata.jwks ?? null,
    jwksUri: metadata.jwks_uri ?? null,
    applicationType:
      metadata.application_type ?? byKind?.applicationType ?? defaultApplicationType(redirectUris),
    requirePkce: metadata.require_pkce ?? method === 'none',
    dpopBoundAccessTokens: metadata.dpop_bound_access_tokens ?? false,
    requirePushedAuthorizationRequests: metadata.require_pushed_authorization_requests ?? false,
    clientUri: metadata.client_uri ?? null,
    logoUri: metadata.logo_uri ?? null,
    policyUri: metadata.policy_uri ?? null,
    tosUri: metadata.tos_uri ?? null,
  };
}

function kindOf(
  named: ClientKind | undefined,
  members: RegisteredMembers,
  former: ClientKind | undefined,
  wrong: Wrong,
): ClientKind {
  if (named !== undefined) {
    for (const { member, detail } of kindContradictions(named, members)) wrong(member, detail);
    return named;
  }
  const isFormer = former !== undefined && kindContradictions(former, members).length === 0;
  return isFormer ? former : derivedKind(members);
}

function defaultGrantTypes(redirectUris: readonly string[]): ClientGrantType[] {
  return redirectUris.length === 0
    ? ['client_credentials']
    : ['authorization_code', 'refresh_token'];
}

function defaultApplicationType(redirectUris: readonly string[]): ApplicationType {
  return redirectUris.some(isPrivateUse) ? 'native' : 'web';
}

function defaultScope(
  grantTypes: readonly ClientGrantType[],
  kind: ClientKind | undefined,
): string {
  // An MCP client reads from the resource which scopes to ask for (RFC 9728 §2).
  if (kind === 'mcp') return ANY_API_SCOPE;
  return grantTypes.includes('authorization_code') ? DEFAULT_SIGN_IN_SCOPE : '';
}

function distinct<T>(values: readonly T[] | undefined): T[] {
  return [...new Set(values ?? [])];
}
