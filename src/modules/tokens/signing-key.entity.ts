import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { epochMs } from '../../platform/database/epoch-ms.js';

/** What a key signs: access and login tokens (ES256), or ID tokens (RS256). Never both. */
export type SigningKeyUse = 'access' | 'id_token';
export type SigningAlgorithm = 'ES256' | 'RS256';
/** `active` signs and verifies, `retired` only verifies, `revoked` does neither. */
export type SigningKeyState = 'active' | 'retired' | 'revoked';

/** One of the server's own signing keys; its id is the `kid`. */
@Entity('signing_keys')
@Index(['use'], { unique: true, where: "state = 'active'" })
export class SigningKey {
  @PrimaryColumn({ type: 'varchar', length: 64 })
  id: string;

  @Column({ type: 'varchar', length: 10 })
  algorithm: SigningAlgorithm;

  @Column({ type: 'varchar', length: 10 })
  use: SigningKeyUse;

  /** The private JWK, sealed with the AAD `signing_key:<kid>`. */
  @Column({ name: 'sealed_private_jwk', type: 'text' })
  sealedPrivateJwk: string;

  @Column({ name: 'public_jwk', type: 'simple-json' })
  publicJwk: Record<string, string>;

  @Column({ type: 'varchar', length: 10 })
  state: SigningKeyState;

  @Column({ name: 'created_at', type: 'bigint', transformer: epochMs })
  createdAt: number;

  @Column({ name: 'retired_at', type: 'bigint', nullable: true, transformer: epochMs })
  retiredAt: number | null;
}
