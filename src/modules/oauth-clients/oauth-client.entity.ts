import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { epochMs } from '../../platform/database/epoch-ms.js';

/** How a client proves who it is at the token endpoint (RFC 7591 §2). */
export const CLIENT_AUTH_METHODS = ['client_secret_basic', 'client_secret_post', 'none'] as const;
export type ClientAuthMethod = (typeof CLIENT_AUTH_METHODS)[number];

export const CLIENT_GRANT_TYPES = [
  'authorization_code',
  'refresh_token',
  'client_credentials',
] as const;
export type ClientGrantType = (typeof CLIENT_GRANT_TYPES)[number];

export const APPLICATION_TYPES = ['web', 'native'] as const;
export type ApplicationType = (typeof APPLICATION_TYPES)[number];

/** A registered OAuth client; its id is the `client_id`. Its secrets are rows of their own. */
@Entity('oauth_clients')
export class OAuthClient {
  @PrimaryColumn({ type: 'varchar', length: 40 })
  id: string;

  @Index()
  @ForeignKey('apps', { onDelete: 'CASCADE' })
  @Column({ name: 'app_id', type: 'varchar', length: 40 })
  appId: string;

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

  @Column({ name: 'token_endpoint_auth_method', type: 'varchar', length: 40 })
  tokenEndpointAuthMethod: ClientAuthMethod;

  @Column({ name: 'application_type', type: 'varchar', length: 10 })
  applicationType: ApplicationType;

  @Column({ name: 'require_pkce', type: 'boolean' })
  requirePkce: boolean;

  @Column({ name: 'disabled_at', type: 'bigint', nullable: true, transformer: epochMs })
  disabledAt: number | null;

  @Column({ name: 'created_at', type: 'bigint', transformer: epochMs })
  createdAt: number;

  @Column({ name: 'updated_at', type: 'bigint', transformer: epochMs })
  updatedAt: number;
}
