import { Column, Entity, PrimaryColumn } from 'typeorm';
import { epochMs } from '../../platform/database/epoch-ms.js';

/** A one-time permission to create the first administrator. Only the SHA-256 of the token is kept. */
@Entity('setup_tokens')
export class SetupToken {
  @PrimaryColumn({ type: 'varchar', length: 64 })
  digest: string;

  @Column({ name: 'created_at', type: 'bigint', transformer: epochMs })
  createdAt: number;

  @Column({ name: 'expires_at', type: 'bigint', transformer: epochMs })
  expiresAt: number;

  @Column({ name: 'consumed_at', type: 'bigint', nullable: true, transformer: epochMs })
  consumedAt: number | null;
}
