import type { LimitInput } from '../../kernel/limits.js';
import { ANY_API_SCOPE, SIGN_IN_SCOPES } from '../../kernel/scopes.js';
import type {
  ApplicationType,
  ClientAuthMethod,
  ClientGrantType,
  ClientJwks,
  ClientKind,
  IntrospectionRight,
  OAuthClient,
} from './oauth-client.entity.js';

/**
 * What a client is registered with, in the member names of RFC 7591 §2, OpenID Connect Dynamic
 * Registration §2, RFC 9126 §6 and RFC 9449 §5.2. Our own are `kind`, `require_pkce` (false lets a
 * confidential client leave PKCE out), `machine_scope`, `resources` and `introspection`. Where null is
 * taken, it is the same as leaving the member out at registration, and takes it away in a change.
 */
export interface ClientMetadata {
  readonly client_name: string;
  readonly kind?: ClientKind | undefined;
  readonly redirect_uris?: readonly string[] | undefined;
  readonly post_logout_redirect_uris?: readonly string[] | undefined;
  readonly grant_types?: readonly ClientGrantType[] | undefined;
  /** Space-separated names of the scopes that users may grant the client; `*`: all that an API defines. */
  readonly scope?: string | undefined;
  /** Space-separated names of the scopes that the client may have as itself; null: those of `scope`. */
  readonly machine_scope?: string | null | undefined;
  /** Audiences of the protected APIs that it may address; null: any. */
  readonly resources?: readonly string[] | null | undefined;
  readonly introspection?: IntrospectionRight | undefined;
  readonly token_endpoint_auth_method?: ClientAuthMethod | undefined;
  readonly jwks?: ClientJwks | null | undefined;
  readonly jwks_uri?: string | null | undefined;
  readonly application_type?: ApplicationType | undefined;
  readonly require_pkce?: boolean | undefined;
  readonly dpop_bound_access_tokens?: boolean | undefined;
  readonly require_pushed_authorization_requests?: boolean | undefined;
  readonly client_uri?: string | null | undefined;
  readonly logo_uri?: string | null | undefined;
  readonly policy_uri?: string | null | undefined;
  readonly tos_uri?: string | null | undefined;
}

/** Every member with its value. */
export type CompleteClientMetadata = {
  readonly [Member in keyof ClientMetadata]-?: Exclude<ClientMetadata[Member], undefined>;
};

/** A change to a client: what is absent stays as it is. */
export type ClientChanges = Partial<ClientMetadata> &
  LimitInput & { readonly enabled?: boolean | undefined };

/** A registered client; its id is the `client_id`, its times are epoch milliseconds. */
export type RegisteredClient = Readonly<OAuthClient>;

/** A client together with what decides whether it may act, read in one statement. */
export interface ClientStanding {
  readonly client: RegisteredClient;
  readonly appName: string;
  readonly ownerId: string | null;
  /** True unless the client, its app or the owner of its app is disabled. */
  readonly active: boolean;
}

/** A secret as the list shows it: never the secret itself. */
export interface ClientSecretInfo {
  readonly id: string;
  readonly preview: string;
  readonly expiresAt: number | null;
  /** To the minute; null: never. */
  readonly lastUsedAt: number | null;
  readonly createdAt: number;
}

/** A new secret. `secret` exists only here and is shown once. */
export interface IssuedClientSecret extends ClientSecretInfo {
  readonly secret: string;
}

/** The registered values in the member names of RFC 7591 §3.2.1. */
export function toClientMetadata(client: RegisteredClient): CompleteClientMetadata & {
  readonly client_id: string;
  readonly response_types: readonly string[];
} {
  return {
    client_id: client.id,
    client_name: client.clientName,
    kind: client.kind,
    redirect_uris: client.redirectUris,
    post_logout_redirect_uris: client.postLogoutRedirectUris,
    grant_types: client.grantTypes,
    response_types: client.grantTypes.includes('authorization_code') ? ['code'] : [],
    scope: client.scope,
    machine_scope: client.machineScope,
    resources: client.resources,
    introspection: client.introspection,
    token_endpoint_auth_method: client.tokenEndpointAuthMethod,
    jwks: client.jwks,
    jwks_uri: client.jwksUri,
    application_type: client.applicationType,
    require_pkce: client.requirePkce,
    dpop_bound_access_tokens: client.dpopBoundAccessTokens,
    require_pushed_authorization_requests: client.requirePushedAuthorizationRequests,
    client_uri: client.clientUri,
    logo_uri: client.logoUri,
    policy_uri: client.policyUri,
    tos_uri: client.tosUri,
  };
}

/** Grants in which a client acts for itself or its app, and no user takes part. */
const OWN_GRANTS: readonly ClientGrantType[] = [
  'client_credentials',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
  'urn:ietf:params:oauth:grant-type:token-exchange',
];

export function actsAsItself(grantTypes: readonly ClientGrantType[]): boolean {
  return grantTypes.some((grant) => OWN_GRANTS.includes(grant));
}

/**
 * The scopes that a client may have as itself, space-separated: those it was registered with as
 * `machine_scope`, else those of `scope` that are not for sign-in. Null for a client that cannot act as
 * itself, because it may use none of the grants for that.
 */
export function machineScopeOf(
  client: Pick<OAuthClient, 'grantTypes' | 'machineScope' | 'scope'>,
): string | null {
  if (!actsAsItself(client.grantTypes)) return null;
  if (client.machineScope !== null) return client.machineScope;
  const isNamed = (name: string) => name !== ANY_API_SCOPE && !SIGN_IN_SCOPES.has(name);
  return client.scope.split(' ').filter(isNamed).join(' ');
}
