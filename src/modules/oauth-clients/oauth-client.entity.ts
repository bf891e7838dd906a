import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Limits } from '../../kernel/limits.js';
import { epochMs } from '../../platform/database/epoch-ms.js';

/** What a client is: it decides what a registration that says no more gets, and what would contradict it. */
export const CLIENT_KINDS = ['web', 'spa', 'native', 'machine', 'mcp'] as const;
export type ClientKind = (typeof CLIENT_KINDS)[number];

/** How a client proves who it is at the token endpoint (RFC 7591 §2, OpenID Connect Core §9). */
export const CLIENT_AUTH_METHODS = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'none',
] as const;
export type ClientAuthMethod = (typeof CLIENT_AUTH_METHODS)[number];

export const CLIENT_GRANT_TYPES = [
  'authorization_code',
  'refresh_token',
  'client_credentials',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
  'urn:ietf:params:oauth:grant-type:token-exchange',
] as const;
export type ClientGrantType = (typeof CLIENT_GRANT_TYPES)[number];

export const APPLICATION_TYPES = ['web', 'native'] as const;
export type ApplicationType = (typeof APPLICATION_TYPES)[number];

/** Whose tokens a client may ask about (RFC 7662 §4): those issued to it, or everybody's. */
export const INTROSPECTION_RIGHTS = ['own', 'any'] as const;
export type IntrospectionRight = (typeof INTROSPECTION_RIGHTS)[number];

/** One public key (RFC 7517 §4): texts, `ext`, and lists of texts such as `key_ops`. */
export type ClientJwk = Readonly<Record<string, string | boolean | readonly string[]>>;

/** Public keys of a client (RFC 7517 §5). */
export interface ClientJwks {
  readonly keys: readonly ClientJwk[];
}

export type ClientRegistrar = 'admin' | 'owner' | 'itself';

/** A registered OAuth client; its id is the `client_id`. Its secrets are rows of their own. */
@Entity('oauth_clients')
export class OAuthClient {
  @PrimaryColumn({ type: 'varchar', length: 40 })
  id: string;

  @Index()
  @ForeignKey('apps', { onDelete: 'CASCADE' })
  @Column({ name: 'app_id', type: 'varchar', length: 40 })
  appId: string;

  @Column({ type: 'varchar', length: 10, default: 'web' })
  kind: ClientKind;

  @Column({ name: 'client_name', type: 'varchar', length: 200 })
  clientName: string;

  @Column({ name: 'redirect_uris', type: 'simple-json' })
  redirectUris: readonly string[];

  @Column({ name: 'post_logout_redirect_uris', type: 'simple-json' })
  postLogoutRedirectUris: readonly string[];

  @Column({ name: 'grant_types', type: 'simple-json' })
  grantTypes: readonly ClientGrantType[];

  /** Space-separated scopes that the client may ask for; empty: none. */
  @Column({ type: 'text' })
  scope: string;

  /** Space-separated scopes that the client may have as itself; null: those of `scope`. */
  @Column({ name: 'machine_scope', type: 'text', nullable: true })
  machineScope: string | null;

  /** Audiences of the protected APIs that the client may address; null: any. */
  @Column({ type: 'simple-json', nullable: true })
  resources: readonly string[] | null;

  @Column({ type: 'varchar', length: 10, default: 'own' })
  introspection: IntrospectionRight;

  @Column({ name: 'token_endpoint_auth_method', type: 'varchar', length: 40 })
  tokenEndpointAuthMethod: ClientAuthMethod;

  @Column({ type: 'simple-json', nullable: true })
  jwks: ClientJwks | null;

  @Column({ name: 'jwks_uri', type: 'text', nullable: true })
  jwksUri: string | null;

  @Column({ name: 'application_type', type: 'varchar', length: 10 })
  applicationType: ApplicationType;

  @Column({ name: 'require_pkce', type: 'boolean' })
  requirePkce: boolean;

  // A function: as a value, TypeORM would compare it with `0` on SQLite and `false` on Postgres.
  @Column({ name: 'dpop_bound_access_tokens', type: 'boolean', default: () => 'false' })
  dpopBoundAccessTokens: boolean;

  @Column({
    name: 'require_pushed_authorization_requests',
    type: 'boolean',
    default: () => 'false',
  })
  requirePushedAuthorizationRequests: boolean;

  @Column({ name: 'client_uri', type: 'text', nullable: true })
  clientUri: string | null;

  @Column({ name: 'logo_uri', type: 'text', nullable: true })
  logoUri: string | null;

  @Column({ name: 'policy_uri', type: 'text', nullable: true })
  policyUri: string | null;

  @Column({ name: 'tos_uri', type: 'text', nullable: true })
  tosUri: string | null;

  /** The `client_id` of a client that is known by its metadata document; null: the id is. */
  @Column({ name: 'metadata_url', type: 'text', nullable: true })
  metadataUrl: string | null;
  /** Who registered it, or changed it last: what an administrator has looked at is vouched for. */
  @Column({ name: 'registered_by', type: 'varchar', length: 10, default: 'admin' })
  registeredBy: ClientRegistrar;

  /** Set by the administration. */
  @Column({ type: 'simple-json', nullable: true })
  limits: Limits | null;

  /** Set by the owner of the app: a further cap. */
  @Column({ name: 'owner_limits', type: 'simple-json', nullable: true })
  ownerLimits: Limits | null;

  @Column({ name: 'disabled_at', type: 'bigint', nullable: true, transformer: epochMs })
  disabledAt: number | null;

  @Column({ name: 'created_at', type: 'bigint', transformer: epochMs })
  createdAt: number;

  @Column({ name: 'updated_at', type: 'bigint', transformer: epochMs })
  updatedAt: number;
}
