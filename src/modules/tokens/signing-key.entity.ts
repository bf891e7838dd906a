import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { epochMs } from '../../platform/database/epoch-ms.js';

/** What a key signs: access and login tokens (ES256), or ID tokens (RS256). Never both. */
export type SigningKeyUse = 'access' | 'id_token';
export type SigningAlgorithm = 'ES256' | 'RS256';
/**
 * `next` is published and waits, `active` signs, `retiring` is still published because tokens of it may
 * live; these three are trusted. `retired` and `revoked` are not, and have no private part any more.
 */
export type SigningKeyState = 'next' | 'active' | 'retiring' | 'retired' | 'revoked';

/** One of the server's own signing keys; its id is the `kid`. */
@Entity('signing_keys')
@Index(['use'], { unique: true, where: "state = 'active'" })
@Index(['use'], { unique: true, where: "state = 'next'" })
export class SigningKey {
  @PrimaryColumn({ type: 'varchar', length: 64 })
  id: string;

  @Column({ type: 'varchar', length: 10 })
  algorithm: SigningAlgorithm;

  @Column({ type: 'varchar', length: 10 })
  use: SigningKeyUse;

  /** The private JWK, sealed with the AAD `signing_key:<kid>`; empty once the key is not trusted. */
  @Column({ name: 'sealed_private_jwk', type: 'text' })
  sealedPrivateJwk: string;

  @Column({ name: 'public_jwk', type: 'simple-json' })
  publicJwk: Record<string, string>;

  @Column({ type: 'varchar', length: 10 })
  state: SigningKeyState;

  /** When it was made, and published. */
  @Column({ name: 'created_at', type: 'bigint', transformer: epochMs })
  createdAt: number;

  /** From when on it may sign, because whoever keeps the key set has read it by then. */
  @Column({ name: 'ready_at', type: 'bigint', nullable: true, transformer: epochMs })
  readyAt: number | null;

  /** Since when it signs, or signed. */
  @Column({ name: 'activated_at', type: 'bigint', nullable: true, transformer: epochMs })
  activatedAt: number | null;

  /** When the last token that it signed will have ended. */
  @Column({ name: 'retires_at', type: 'bigint', nullable: true, transformer: epochMs })
  retiresAt: number | null;

  @Column({ name: 'retired_at', type: 'bigint', nullable: true, transformer: epochMs })
  retiredAt: number | null;

  @Column({ name: 'revoked_at', type: 'bigint', nullable: true, transformer: epochMs })
  revokedAt: number | null;
}
