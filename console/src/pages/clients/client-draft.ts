import type { LimitValues } from '../../components/limit-fields';
import type { NewClient, OAuthClient } from './client-data';

export type ClientKind = OAuthClient['kind'];
export type AuthMethod = OAuthClient['token_endpoint_auth_method'];
export type GrantType = OAuthClient['grant_types'][number];

export const CLIENT_KINDS = ['web', 'spa', 'native', 'machine', 'mcp'] as const;
export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** What is asked for at sign-in, and opens no API. */
export const SIGN_IN_SCOPES: readonly string[] = ['openid', 'profile', 'email', 'offline_access'];
/** Grants by which a client acts as itself. */
const OWN_GRANTS: readonly GrantType[] = [
  'client_credentials',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
  'urn:ietf:params:oauth:grant-type:token-exchange',
];

/** The ways to prove who it is that each kind may have, the usual one first. */
export const METHODS: Readonly<Record<ClientKind, readonly AuthMethod[]>> = {
  web: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
  spa: ['none'],
  native: ['none'],
  machine: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
  mcp: ['none', 'client_secret_basic', 'client_secret_post'],
};

/** A registration as it is being filled in. */
export interface ClientDraft {
  readonly kind: ClientKind;
  readonly name: string;
  readonly redirectUris: string[];
  readonly postLogoutUris: string[];
  readonly grants: GrantType[];
  readonly method: AuthMethod;
  readonly jwks: string;
  readonly jwksUri: string;
  readonly scopes: string[];
  /** What it may have as itself, beside what people grant it. */
  readonly machineScopes: string[];
  /** Empty: any. */
  readonly resources: string[];
  readonly pkce: boolean;
  readonly dpop: boolean;
  readonly pushed: boolean;
  readonly asksAboutAny: boolean;
  readonly links: Readonly<Record<LinkName, string>>;
  readonly limits: LimitValues;
}

export const LINK_NAMES = ['client_uri', 'logo_uri', 'policy_uri', 'tos_uri'] as const;
export type LinkName = (typeof LINK_NAMES)[number];

export function newDraft(kind: ClientKind): ClientDraft {
  const isMachine = kind === 'machine';
  return {
    kind,
    name: '',
    redirectUris: [],
    postLogoutUris: [],
    grants: isMachine ? ['client_credentials'] : ['authorization_code', 'refresh_token'],
    method: METHODS[kind][0] ?? 'none',
    jwks: '',
    jwksUri: '',
    scopes: initialScopes(kind),
    machineScopes: [],
    resources: [],
    pkce: !isMachine,
    dpop: false,
    pushed: false,
    asksAboutAny: false,
    links: { client_uri: '', logo_uri: '', policy_uri: '', tos_uri: '' },
    limits: { rate_limits: [], quota: null },
  };
}

/** An MCP client learns from the server that it calls which scopes to ask for, so it may ask for any. */
function initialScopes(kind: ClientKind): string[] {
  if (kind === 'machine') return [];
  return kind === 'mcp' ? ['*'] : ['openid', 'profile', 'email'];
}

export function draftOf(client: OAuthClient): ClientDraft {
  const isMachine = client.kind === 'machine';
  const machineScopes = namesIn(client.machine_scope ?? '');
  return {
    kind: client.kind,
    name: client.client_name,
    redirectUris: client.redirect_uris,
    postLogoutUris: client.post_logout_redirect_uris,
    grants: client.grant_types,
    method: client.token_endpoint_auth_method,
    jwks: client.jwks === null ? '' : JSON.stringify(client.jwks, null, 2),
    jwksUri: client.jwks_uri ?? '',
    scopes: isMachine ? machineScopes : namesIn(client.scope),
    machineScopes,
    resources: client.resources ?? [],
    pkce: client.require_pkce,
    dpop: client.dpop_bound_access_tokens,
    pushed: client.require_pushed_authorization_requests,
    asksAboutAny: client.introspection === 'any',
    links: {
      client_uri: client.client_uri ?? '',
      logo_uri: client.logo_uri ?? '',
      policy_uri: client.policy_uri ?? '',
      tos_uri: client.tos_uri ?? '',
    },
    limits: { rate_limits: client.rate_limits, quota: client.quota },
  };
}

/** The registration as the server takes it. @throws SyntaxError for keys that are no JSON */
export function bodyOf(draft: ClientDraft): NewClient {
  const { kind, grants, method } = draft;
  const isMachine = kind === 'machine';
  const hasKeys = method === 'private_key_jwt';
  return {
    client_name: draft.name,
    kind,
    redirect_uris: isMachine ? [] : draft.redirectUris,
    post_logout_redirect_uris: isMachine ? [] : draft.postLogoutUris,
    grant_types: grants,
    scope: draft.scopes.join(' '),
    machine_scope: actsAsItself(grants) && !isMachine ? draft.machineScopes.join(' ') : null,
    resources: draft.resources.length === 0 ? null : draft.resources,
    token_endpoint_auth_method: method,
    jwks: hasKeys && draft.jwks.trim() !== '' ? keysIn(draft.jwks) : null,
    jwks_uri: hasKeys ? orNull(draft.jwksUri) : null,
    require_pkce: method === 'none' || draft.pkce,
    dpop_bound_access_tokens: draft.dpop,
    require_pushed_authorization_requests: draft.pushed,
    introspection: draft.asksAboutAny ? 'any' : 'own',
    client_uri: orNull(draft.links.client_uri),
    logo_uri: orNull(draft.links.logo_uri),
    policy_uri: orNull(draft.links.policy_uri),
    tos_uri: orNull(draft.links.tos_uri),
    ...draft.limits,
  };
}

export function actsAsItself(grants: readonly GrantType[]): boolean {
  return grants.some((grant) => OWN_GRANTS.includes(grant));
}

function keysIn(text: string): NonNullable<NewClient['jwks']> {
  return JSON.parse(text) as NonNullable<NewClient['jwks']>;
}

function namesIn(scope: string): string[] {
  return scope.split(' ').filter((name) => name !== '');
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
