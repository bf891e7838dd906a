import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Limits } from '../../kernel/limits.js';
import { epochMs } from '../../platform/database/epoch-ms.js';

/** The consumer of an API: what owns keys, access keys and OAuth clients. */
@Entity('apps')
export class App {
  @PrimaryColumn({ type: 'varchar', length: 40 })
  id: string;

  @Column({ type: 'varchar', length: 200 })
  name: string;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  /** The user who answers for the app; null: the administration. */
  @Index()
  @ForeignKey('users', { onDelete: 'CASCADE' })
  @Column({ name: 'owner_id', type: 'varchar', length: 40, nullable: true })
  ownerId: string | null;

  /** What the owner may give credentials of the app; null: no scope. An administrator decides. */
  @Column({ name: 'allowed_scopes', type: 'simple-json', nullable: true })
  allowedScopes: readonly string[] | null;

  /** For all its credentials together. An administrator decides. */
  @Column({ type: 'simple-json', nullable: true })
  limits: Limits | null;

  /** Null: enabled. */
  @Column({ name: 'disabled_at', type: 'bigint', nullable: true, transformer: epochMs })
  disabledAt: number | null;

  @Column({ name: 'created_at', type: 'bigint', transformer: epochMs })
  createdAt: number;

  @Column({ name: 'updated_at', type: 'bigint', transformer: epochMs })
  updatedAt: number;
}
