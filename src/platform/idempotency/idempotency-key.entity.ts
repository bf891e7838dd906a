import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { epochMs } from '../database/epoch-ms.js';

/** A request that came with an `Idempotency-Key`: it is being worked on, or has succeeded. */
@Entity('idempotency_keys')
export class IdempotencyKey {
  /** Of the key, with who sent it and to which operation: a keyed hash, 64 hexadecimal digits. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  digest: string;

  /** Of the request body, in the same way. */
  @Column({ type: 'varchar', length: 64 })
  fingerprint: string;

  /** Names the one request that may complete this row. */
  @Column({ type: 'varchar', length: 40 })
  holder: string;

  /** What was made or changed; null while it is not, and for what has no id. */
  @Column({ name: 'target_id', type: 'varchar', length: 64, nullable: true })
  targetId: string | null;

  /** Null: the request is being worked on, or its process has died. */
  @Column({ name: 'completed_at', type: 'bigint', nullable: true, transformer: epochMs })
  completedAt: number | null;

  /** From here on the key is free again. */
  @Index()
  @Column({ name: 'expires_at', type: 'bigint', transformer: epochMs })
  expiresAt: number;
}
