import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { epochMs } from '../../platform/database/epoch-ms.js';

/** A refresh token of a login session, as its SHA-256. Consumed rows stay: they prove reuse. */
@Entity('login_refresh_tokens')
export class LoginRefreshToken {
  @PrimaryColumn({ type: 'varchar', length: 64 })
  digest: string;

  @Index()
  @ForeignKey('login_sessions', { onDelete: 'CASCADE' })
  @Column({ name: 'session_id', type: 'varchar', length: 40 })
  sessionId: string;

  @Column({ name: 'created_at', type: 'bigint', transformer: epochMs })
  createdAt: number;

  @Column({ name: 'expires_at', type: 'bigint', transformer: epochMs })
  expiresAt: number;

  @Column({ name: 'consumed_at', type: 'bigint', nullable: true, transformer: epochMs })
  consumedAt: number | null;
}
