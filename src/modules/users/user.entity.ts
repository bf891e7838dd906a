import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { epochMs } from '../../platform/database/epoch-ms.js';
import type { UserClaims } from './user-claims.js';

/** A person who can sign in. Roles and groups are Ostiary's own, not those a `person_token` asserts. */
@Entity('users')
export class User {
  @PrimaryColumn({ type: 'varchar', length: 40 })
  id: string;

  /** The name as it was typed, for display. */
  @Column({ type: 'varchar', length: 256 })
  username: string;

  /** The canonical name (NFKC, casefolded); what makes a name unique. */
  @Index({ unique: true })
  @Column({ name: 'username_key', type: 'varchar', length: 256 })
  usernameKey: string;

  /** Argon2id in PHC form; null: this user cannot sign in with a password. */
  @Column({ name: 'password_hash', type: 'varchar', length: 255, nullable: true })
  passwordHash: string | null;

  @Column({ type: 'simple-json' })
  roles: readonly string[];

  @Column({ name: 'group_names', type: 'simple-json' })
  groups: readonly string[];

  /** What OpenID Connect tells of the person; null: nothing is known. */
  @Column({ type: 'simple-json', nullable: true })
  claims: UserClaims | null;

  @Column({ name: 'disabled_at', type: 'bigint', nullable: true, transformer: epochMs })
  disabledAt: number | null;

  @Column({ name: 'created_at', type: 'bigint', transformer: epochMs })
  createdAt: number;

  @Column({ name: 'updated_at', type: 'bigint', transformer: epochMs })
  updatedAt: number;
}
