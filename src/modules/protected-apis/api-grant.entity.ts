import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Limits } from '../../kernel/limits.js';
import { epochMs } from '../../platform/database/index.js';

/** That an app may call an API; what it says of limits takes the place of the API's defaults. */
@Entity('api_grants')
export class ApiGrant {
  @ForeignKey('protected_apis', { onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'api_id', type: 'varchar', length: 40 })
  apiId: string;

  @Index()
  @ForeignKey('apps', { onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'app_id', type: 'varchar', length: 40 })
  appId: string;

  /** For all credentials of the app at this API together; in place of the API's defaults. */
  @Column({ type: 'simple-json', nullable: true })
  limits: Limits | null;

  @Column({ name: 'created_at', type: 'bigint', transformer: epochMs })
  createdAt: number;

  @Column({ name: 'updated_at', type: 'bigint', transformer: epochMs })
  updatedAt: number;
}
