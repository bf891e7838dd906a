import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { epochMs } from '../../platform/database/epoch-ms.js';

/**
 * How many calls of one sort were decided in one hour. Ids outlive what they name: a count is history.
 * Nothing here is null, so that the primary key can hold it; an empty string means "none".
 */
@Entity('usage_counts')
@Index(['appId', 'hour'])
export class UsageCount {
  /** The beginning of the hour, UTC. */
  @PrimaryColumn({ type: 'bigint', transformer: epochMs })
  hour: number;

  /** A protected API; `ostiary`: a route of our own. */
  @PrimaryColumn({ name: 'api_id', type: 'varchar', length: 40 })
  apiId: string;

  @PrimaryColumn({ name: 'app_id', type: 'varchar', length: 40 })
  appId: string;

  @PrimaryColumn({ name: 'credential_id', type: 'varchar', length: 64 })
  credentialId: string;

  @PrimaryColumn({ type: 'varchar', length: 20 })
  kind: string;

  /** `allowed`, or the code of what came of the call instead. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  code: string;

  @Column({ type: 'bigint', transformer: epochMs })
  count: number;
}
