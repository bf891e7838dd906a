import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { epochMs } from '../../platform/database/epoch-ms.js';

/**
 * How many calls of one kind were decided in one hour. Text that does not apply is empty, since a key has
 * no nulls. The ids refer to nothing: what is removed keeps its history.
 */
@Entity('usage_counts')
@Index(['appId', 'hour'])
export class UsageCount {
  /** Its beginning, UTC. */
  @PrimaryColumn({ type: 'bigint', transformer: epochMs })
  hour: number;

  /** Of the protected API; `ostiary` for our own routes. */
  @PrimaryColumn({ name: 'api_id', type: 'varchar', length: 40 })
  apiId: string;

  @PrimaryColumn({ name: 'app_id', type: 'varchar', length: 40 })
  appId: string;

  @PrimaryColumn({ name: 'credential_id', type: 'varchar', length: 64 })
  credentialId: string;

  @PrimaryColumn({ type: 'varchar', length: 20 })
  kind: string;

  /** `allowed`, or the code of the refusal. */
  @PrimaryColumn({ type: 'varchar', length: 60 })
  code: string;

  @Column({ type: 'bigint', transformer: epochMs })
  calls: number;
}
