import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Limits } from '../../kernel/limits.js';
import { epochMs } from '../../platform/database/epoch-ms.js';

/** An API key without its secrets: those are rows of their own, so that a rotation keeps the id. */
@Entity('api_keys')
export class ApiKey {
  @PrimaryColumn({ type: 'varchar', length: 40 })
  id: string;

  @Index()
  @ForeignKey('apps', { onDelete: 'CASCADE' })
  @Column({ name: 'app_id', type: 'varchar', length: 40 })
  appId: string;

  @Column({ type: 'varchar', length: 200 })
  name: string;

  @Column({ type: 'varchar', length: 4 })
  environment: 'live' | 'test';

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

  /** The moment from which it is refused. */
  @Column({ name: 'expires_at', type: 'bigint', nullable: true, transformer: epochMs })
  expiresAt: number | null;

  @Column({ name: 'disabled_at', type: 'bigint', nullable: true, transformer: epochMs })
  disabledAt: number | null;

  @Column({ name: 'revoked_at', type: 'bigint', nullable: true, transformer: epochMs })
  revokedAt: number | null;

  @Column({ name: 'created_at', type: 'bigint', transformer: epochMs })
  createdAt: number;

  @Column({ name: 'updated_at', type: 'bigint', transformer: epochMs })
  updatedAt: number;
}
