import type {
  ApplicationType,
  ClientAuthMethod,
  ClientGrantType,
  OAuthClient,
} from './oauth-client.entity.js';

/**
 * What a client is registered with, in the member names of RFC 7591 §2 and OpenID Connect Dynamic
 * Registration §2. `require_pkce` is our own: false lets a confidential client leave PKCE out.
 */
export interface ClientMetadata {
  readonly client_name: string;
  readonly redirect_uris?: readonly string[] | undefined;
  readonly post_logout_redirect_uris?: readonly string[] | undefined;
  readonly grant_types?: readonly ClientGrantType[] | undefined;
  /** Space-separated names of the scopes that the client may ask for. */
  readonly scope?: string | undefined;
  readonly token_endpoint_auth_method?: ClientAuthMethod | undefined;
  readonly application_type?: ApplicationType | undefined;
  readonly require_pkce?: boolean | undefined;
}

/** A change to a client: what is absent stays as it is. */
export type ClientChanges = Partial<ClientMetadata> & { readonly enabled?: boolean | undefined };

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
  readonly createdAt: number;
}

/** A new secret. `secret` exists only here and is shown once. */
export interface IssuedClientSecret extends ClientSecretInfo {
  readonly secret: string;
}

/** The registered values in the member names of RFC 7591 §3.2.1. */
export function toClientMetadata(client: RegisteredClient): Required<ClientMetadata> & {
  readonly client_id: string;
  readonly response_types: readonly string[];
} {
  return {
    client_id: client.id,
    client_name: client.clientName,
    redirect_uris: client.redirectUris,
    post_logout_redirect_uris: client.postLogoutRedirectUris,
    grant_types: client.grantTypes,
    response_types: client.grantTypes.includes('authorization_code') ? ['code'] : [],
    scope: client.scope,
    token_endpoint_auth_method: client.tokenEndpointAuthMethod,
    application_type: client.applicationType,
    require_pkce: client.requirePkce,
  };
}
