import { Injectable } from '@nestjs/common';
import type { Quota } from '../../kernel/policy.js';
import { Database } from '../../platform/database/index.js';
import { ApiKeySecret } from './api-key-secret.entity.js';
import { ApiKey } from './api-key.entity.js';

/** All that decides about a key, at one moment. Times are epoch milliseconds. */
export interface FoundApiKey {
  readonly id: string;
  readonly appId: string;
  readonly ownerId: string | null;
  readonly scopes: readonly string[];
  readonly ipAllowlist: readonly string[] | null;
  readonly originAllowlist: readonly string[] | null;
  readonly rateLimit: Quota | null;
  readonly expiresAt: number | null;
  readonly disabledAt: number | null;
  readonly revokedAt: number | null;
  /** Of the secret that was presented. */
  readonly retiresAt: number | null;
  readonly appDisabledAt: number | null;
  readonly ownerDisabledAt: number | null;
}

/** Postgres hands a bigint over as text. */
type RawTime = string | number | null;

interface RawRow {
  id: string;
  appId: string;
  ownerId: string | null;
  scopes: string;
  ipAllowlist: string | null;
  originAllowlist: string | null;
  rateLimit: string | null;
  expiresAt: RawTime;
  disabledAt: RawTime;
  revokedAt: RawTime;
  retiresAt: RawTime;
  appDisabledAt: RawTime;
  ownerDisabledAt: RawTime;
}

@Injectable()
export class ApiKeyLookupRepository {
  constructor(private readonly database: Database) {}

  /** One statement, by primary keys only. */
  async findByDigest(digest: string): Promise<FoundApiKey | null> {
    const row = await this.database.manager
      .createQueryBuilder(ApiKeySecret, 'secret')
      .innerJoin(ApiKey, 'key', 'key.id = secret.apiKeyId')
      .innerJoin('app_holders', 'holder', 'holder.app_id = key.appId')
      .select('key.id', 'id')
      .addSelect('key.appId', 'appId')
      .addSelect('holder.owner_id', 'ownerId')
      .addSelect('key.scopes', 'scopes')
      .addSelect('key.ipAllowlist', 'ipAllowlist')
      .addSelect('key.originAllowlist', 'originAllowlist')
      .addSelect('key.rateLimit', 'rateLimit')
      .addSelect('key.expiresAt', 'expiresAt')
      .addSelect('key.disabledAt', 'disabledAt')
      .addSelect('key.revokedAt', 'revokedAt')
      .addSelect('secret.retiresAt', 'retiresAt')
      .addSelect('holder.app_disabled_at', 'appDisabledAt')
      .addSelect('holder.owner_disabled_at', 'ownerDisabledAt')
      .where('secret.digest = :digest', { digest })
      .getRawOne<RawRow>();
    return row === undefined ? null : toFound(row);
  }
}

function toFound(row: RawRow): FoundApiKey {
  return {
    id: row.id,
    appId: row.appId,
    ownerId: row.ownerId,
    scopes: JSON.parse(row.scopes) as string[],
    ipAllowlist: fromJson<string[]>(row.ipAllowlist),
    originAllowlist: fromJson<string[]>(row.originAllowlist),
    rateLimit: fromJson<Quota>(row.rateLimit),
    expiresAt: fromTime(row.expiresAt),
    disabledAt: fromTime(row.disabledAt),
    revokedAt: fromTime(row.revokedAt),
    retiresAt: fromTime(row.retiresAt),
    appDisabledAt: fromTime(row.appDisabledAt),
    ownerDisabledAt: fromTime(row.ownerDisabledAt),
  };
}

function fromJson<T>(text: string | null): T | null {
  return text === null ? null : (JSON.parse(text) as T);
}

function fromTime(value: RawTime): number | null {
  return value === null ? null : Number(value);
}
