import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { epochMs } from '../../platform/database/epoch-ms.js';

/** One SK of an access key. Two are live during a rotation. */
@Entity('access_key_secrets')
export class AccessKeySecret {
  @PrimaryColumn({ type: 'varchar', length: 40 })
  id: string;

  @Index()
  @ForeignKey('access_keys', { onDelete: 'CASCADE' })
  @Column({ name: 'access_key_id', type: 'varchar', length: 40 })
  accessKeyId: string;

  /** The SK under the master key, bound to the id of its access key. */
  @Column({ name: 'sealed_secret', type: 'text' })
  sealedSecret: string;

  /** Beginning and end of the SK, enough to recognise it. */
  @Column({ type: 'varchar', length: 64 })
  preview: string;

  @Column({ name: 'created_at', type: 'bigint', transformer: epochMs })
  createdAt: number;

  /** The moment from which this secret no longer verifies anything. */
  @Column({ name: 'retires_at', type: 'bigint', nullable: true, transformer: epochMs })
  retiresAt: number | null;
}
