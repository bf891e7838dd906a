import { Column, Entity, PrimaryColumn } from 'typeorm';
import { epochMs } from '../../platform/database/epoch-ms.js';

/** The latest use of a credential, and of each of its secrets. */
@Entity('credential_uses')
export class CredentialUse {
  @PrimaryColumn({ name: 'credential_id', type: 'varchar', length: 64 })
  credentialId: string;

  /** The key of the secret's row; empty: of the credential, whichever secret was shown. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  secret: string;

  /** To the minute. */
  @Column({ name: 'used_at', type: 'bigint', transformer: epochMs })
  usedAt: number;

  @Column({ type: 'varchar', length: 45, nullable: true })
  address: string | null;

  @Column({ name: 'user_agent', type: 'varchar', length: 200, nullable: true })
  userAgent: string | null;
}
