import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Quota } from '../../kernel/policy.js';
import type { CredentialKind } from '../../kernel/principal.js';
import { epochMs } from '../../platform/database/index.js';
import type { ApiScope, RouteRuleInput } from './protected-api.js';

/** An API that Ostiary stands before. */
@Entity('protected_apis')
export class ProtectedApi {
  @PrimaryColumn({ type: 'varchar', length: 40 })
  id: string;

  @Index({ unique: true })
  @Column({ type: 'varchar', length: 100 })
  name: string;

  @Index({ unique: true })
  @Column({ type: 'varchar', length: 500 })
  audience: string;

  @Index({ unique: true })
  @Column({ name: 'path_prefix', type: 'varchar', length: 200 })
  pathPrefix: string;

  @Column({ name: 'path_aliases', type: 'simple-json' })
  pathAliases: string[];

  @Column({ type: 'varchar', length: 500, nullable: true })
  upstream: string | null;

  @Column({ type: 'simple-json' })
  scopes: ApiScope[];

  @Column({ type: 'simple-json' })
  accept: CredentialKind[];

  @Column({ name: 'query_key', type: 'boolean' })
  queryKey: boolean;

  @Column({ type: 'simple-json', nullable: true })
  anonymous: Quota | null;

  @Column({ name: 'rate_limit', type: 'simple-json', nullable: true })
  rateLimit: Quota | null;

  @Column({ type: 'simple-json' })
  routes: RouteRuleInput[];

  @Column({ name: 'created_at', type: 'bigint', transformer: epochMs })
  createdAt: number;

  @Column({ name: 'updated_at', type: 'bigint', transformer: epochMs })
  updatedAt: number;
}
