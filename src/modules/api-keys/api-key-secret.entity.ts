import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { epochMs } from '../../platform/database/epoch-ms.js';

/** One secret of an API key. Two are live during a rotation. */
@Entity('api_key_secrets')
export class ApiKeySecret {
  /** Hexadecimal SHA-256 of the whole key. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  digest: string;

  @Index()
  @ForeignKey('api_keys', { onDelete: 'CASCADE' })
  @Column({ name: 'api_key_id', type: 'varchar', length: 40 })
  apiKeyId: string;

  /** Beginning and end of the key, enough to recognise it. */
  @Column({ type: 'varchar', length: 64 })
  preview: string;

  @Column({ name: 'created_at', type: 'bigint', transformer: epochMs })
  createdAt: number;

  /** The moment from which this secret no longer opens anything. */
  @Column({ name: 'retires_at', type: 'bigint', nullable: true, transformer: epochMs })
  retiresAt: number | null;
}
