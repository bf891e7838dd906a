import { Column, Entity, Index, PrimaryColumn, type ValueTransformer } from 'typeorm';
import type { KeyEnvironment } from '../../kernel/key-format.js';
import type { Limits } from '../../kernel/limits.js';
import type { Access, Quota } from '../../kernel/policy.js';
import type { CredentialKind } from '../../kernel/principal.js';
import { epochMs } from '../../platform/database/index.js';
import type { ApiScope, RouteRuleInput } from './protected-api.js';
import type { UpstreamOptions } from './upstream.js';

/** No host is an empty text: two rows without one must not pass a unique index as two nulls do. */
const hostText: ValueTransformer = {
  to: (host: unknown) => (host === null ? '' : host),
  from: (host: unknown) => (host === '' ? null : host),
};

/** An API that Ostiary stands before. */
@Entity('protected_apis')
@Index(['host', 'pathPrefix'], { unique: true })
export class ProtectedApi {
  @PrimaryColumn({ type: 'varchar', length: 40 })
  id: string;

  @Index({ unique: true })
  @Column({ type: 'varchar', length: 100 })
  name: string;

  @Index({ unique: true })
  @Column({ type: 'varchar', length: 500 })
  audience: string;

  @Column({ type: 'varchar', length: 260, default: '', transformer: hostText })
  host: string | null;

  @Column({ name: 'path_prefix', type: 'varchar', length: 200 })
  pathPrefix: string;

  @Column({ name: 'path_aliases', type: 'simple-json' })
  pathAliases: string[];

  @Column({ type: 'varchar', length: 500, nullable: true })
  upstream: string | null;

  @Column({ name: 'upstream_options', type: 'simple-json', nullable: true })
  upstreamOptions: UpstreamOptions | null;

  @Column({ type: 'simple-json' })
  scopes: ApiScope[];

  @Column({ type: 'simple-json' })
  accept: CredentialKind[];

  @Column({ name: 'query_key', type: 'boolean' })
  queryKey: boolean;

  @Column({ name: 'query_key_name', type: 'varchar', length: 100, nullable: true })
  queryKeyName: string | null;

  @Column({ type: 'varchar', length: 4, nullable: true })
  environment: KeyEnvironment | null;

  @Column({ type: 'varchar', length: 10, default: 'all' })
  access: Access;

  @Column({ type: 'simple-json', nullable: true })
  anonymous: Quota | null;

  @Column({ type: 'simple-json', nullable: true })
  limits: Limits | null;

  @Column({ name: 'total_limits', type: 'simple-json', nullable: true })
  totalLimits: readonly Quota[] | null;

  @Column({ type: 'simple-json' })
  routes: RouteRuleInput[];

  @Column({ name: 'created_at', type: 'bigint', transformer: epochMs })
  createdAt: number;

  @Column({ name: 'updated_at', type: 'bigint', transformer: epochMs })
  updatedAt: number;
}
