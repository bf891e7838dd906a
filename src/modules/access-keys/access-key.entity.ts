import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Limits } from '../../kernel/limits.js';
import { epochMs } from '../../platform/database/epoch-ms.js';

/** The kinds of token that an access key can sign. */
export type SignedTokenType = 'app_token' | 'person_token';

/** A named pair of AK and SK with which a consumer signs its own short-lived tokens. */
@Entity('access_keys')
export class AccessKey {
  @PrimaryColumn({ type: 'varchar', length: 40 })
  id: string;

  @Index()
  @ForeignKey('apps', { onDelete: 'CASCADE' })
  @Column({ name: 'app_id', type: 'varchar', length: 40 })
  appId: string;

  /** The public half; the `iss` of every token. */
  @Index({ unique: true })
  @Column({ type: 'varchar', length: 32 })
  ak: string;

  @Column({ type: 'varchar', length: 200 })
  name: string;

  @Column({ name: 'token_types', type: 'simple-json' })
  tokenTypes: readonly SignedTokenType[];

  /** Roles that a `person_token` may assert; null: any. */
  @Column({ name: 'assertable_roles', type: 'simple-json', nullable: true })
  assertableRoles: readonly string[] | null;

  @Column({ type: 'simple-json' })
  scopes: readonly string[];

  /** Canonical CIDRs; null: any address. Never empty. */
  @Column({ name: 'ip_allowlist', type: 'simple-json', nullable: true })
  ipAllowlist: readonly string[] | null;

  /** Canonical origins; null: any origin, or none. Never empty. */
  @Column({ name: 'origin_allowlist', type: 'simple-json', nullable: true })
  originAllowlist: readonly string[] | null;

  /** Set by the administration. */
  @Column({ type: 'simple-json', nullable: true })
  limits: Limits | null;

  /** Set by the owner of the app: a further cap. */
  @Column({ name: 'owner_limits', type: 'simple-json', nullable: true })
  ownerLimits: Limits | null;

  @Column({ name: 'disabled_at', type: 'bigint', nullable: true, transformer: epochMs })
  disabledAt: number | null;

  @Column({ name: 'revoked_at', type: 'bigint', nullable: true, transformer: epochMs })
  revokedAt: number | null;

  @Column({ name: 'created_at', type: 'bigint', transformer: epochMs })
  createdAt: number;

  @Column({ name: 'updated_at', type: 'bigint', transformer: epochMs })
  updatedAt: number;
}
