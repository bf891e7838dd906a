import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { epochMs } from '../database/index.js';

/** What somebody did, once. Rows are only ever added. */
@Entity('audit_events')
export class AuditEvent {
  @PrimaryColumn({ type: 'varchar', length: 40 })
  id: string;

  @Index()
  @Column({ type: 'bigint', transformer: epochMs })
  at: number;

  @Column({ name: 'actor_kind', type: 'varchar', length: 20 })
  actorKind: string;

  @Column({ name: 'actor_id', type: 'varchar', length: 64, nullable: true })
  actorId: string | null;

  @Column({ type: 'varchar', length: 60 })
  action: string;

  @Column({ name: 'target_type', type: 'varchar', length: 30 })
  targetType: string;

  @Column({ name: 'target_id', type: 'varchar', length: 64, nullable: true })
  targetId: string | null;

  @Column({ name: 'request_id', type: 'varchar', length: 40, nullable: true })
  requestId: string | null;

  @Column({ name: 'client_address', type: 'varchar', length: 64, nullable: true })
  clientAddress: string | null;

  @Column({ type: 'simple-json' })
  detail: object;
}
