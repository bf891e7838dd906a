import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { epochMs } from '../../platform/database/epoch-ms.js';

/** From when on what was issued counts: for everybody, for one OAuth client, or for one person. */
@Entity('token_cutoffs')
export class TokenCutoff {
  /** `*`, the id of a client, or the id of a user. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  subject: string;

  /** What was issued before does not count. Never moves back. */
  @Column({ name: 'not_before', type: 'bigint', transformer: epochMs })
  notBefore: number;

  /** When it was set to that: other processes look for what is new. */
  @Index()
  @Column({ name: 'changed_at', type: 'bigint', transformer: epochMs })
  changedAt: number;
}
