import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { epochMs } from '../../platform/database/epoch-ms.js';

/**
 * One piece of state of the OAuth engine: a code, token, grant, session or interaction. Ids that
 * grant something are kept as SHA-256 only, and the payload is sealed with the AAD
 * `<model>:<id digest>`, so a row is of no use to whoever reads or copies it.
 */
@Entity('oauth_records')
export class OAuthRecord {
  @PrimaryColumn({ type: 'varchar', length: 40 })
  model: string;

  @PrimaryColumn({ name: 'id_digest', type: 'varchar', length: 64 })
  idDigest: string;

  @Index()
  @Column({ name: 'grant_id', type: 'varchar', length: 64, nullable: true })
  grantId: string | null;

  @Column({ name: 'client_id', type: 'varchar', length: 64, nullable: true })
  clientId: string | null;

  @Index()
  @Column({ name: 'account_id', type: 'varchar', length: 64, nullable: true })
  accountId: string | null;

  @Index()
  @Column({ name: 'uid_digest', type: 'varchar', length: 64, nullable: true })
  uidDigest: string | null;

  @Index()
  @Column({ name: 'user_code_digest', type: 'varchar', length: 64, nullable: true })
  userCodeDigest: string | null;

  @Column({ name: 'sealed_payload', type: 'text' })
  sealedPayload: string;

  @Column({ name: 'created_at', type: 'bigint', transformer: epochMs })
  createdAt: number;

  @Index()
  @Column({ name: 'expires_at', type: 'bigint', nullable: true, transformer: epochMs })
  expiresAt: number | null;

  /** Of a code: how often somebody tried to redeem it. */
  @Column({ type: 'integer', default: 0 })
  attempts: number;

  /** Of a token that was exchanged for an API key or a signed token: the secret that it ends with. */
  @Column({ name: 'source_secret', type: 'varchar', length: 64, nullable: true })
  sourceSecret: string | null;

  /** Of a token that was exchanged for another token: the digest of that one's id. */
  @Index()
  @Column({ name: 'parent_digest', type: 'varchar', length: 64, nullable: true })
  parentDigest: string | null;

  @Column({ name: 'consumed_at', type: 'bigint', nullable: true, transformer: epochMs })
  consumedAt: number | null;
}
