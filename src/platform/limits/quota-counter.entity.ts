import { Column, Entity, PrimaryColumn } from 'typeorm';
import { epochMs } from '../database/epoch-ms.js';

/** The calls of one bucket in one calendar period. */
@Entity('quota_counters')
export class QuotaCounter {
  @PrimaryColumn({ type: 'varchar', length: 200 })
  bucket: string;

  @PrimaryColumn({ name: 'period_start', type: 'bigint', transformer: epochMs })
  periodStart: number;

  /** What has been leased to processes: all of it counts as used until it is given back. */
  @Column({ type: 'bigint', transformer: epochMs })
  used: number;
}
