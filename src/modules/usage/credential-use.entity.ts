import { Column, Entity, PrimaryColumn } from 'typeorm';
import { epochMs } from '../../platform/database/epoch-ms.js';

/** When and from where one secret of a credential was last used. */
@Entity('credential_uses')
export class CredentialUse {
  @PrimaryColumn({ name: 'credential_id', type: 'varchar', length: 64 })
  credentialId: string;

  /** The key of the secret's row; empty where no secret of it was shown. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  secret: string;

  /** Beginning of the minute. */
  @Column({ name: 'used_at', type: 'bigint', transformer: epochMs })
  usedAt: number;

  @Column({ name: 'client_address', type: 'varchar', length: 64, nullable: true })
  clientAddress: string | null;

  @Column({ name: 'user_agent', type: 'varchar', length: 256, nullable: true })
  userAgent: string | null;
}
