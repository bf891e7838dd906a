import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { AccessKeySecret } from './access-key-secret.entity.js';
import { AccessKey, type SignedTokenType } from './access-key.entity.js';

/** One SK as it is stored. */
export interface StoredSecret {
  readonly id: string;
  readonly sealed: string;
  readonly retiresAt: number | null;
}

/** All that decides about an access key, at one moment. Times are epoch milliseconds. */
export interface FoundAccessKey {
  readonly id: string;
  readonly ak: string;
  readonly appId: string;
  readonly ownerId: string | null;
  readonly tokenTypes: readonly SignedTokenType[];
  readonly assertableRoles: readonly string[] | null;
  readonly scopes: readonly string[];
  readonly ipAllowlist: readonly string[] | null;
  readonly originAllowlist: readonly string[] | null;
  readonly disabledAt: number | null;
  readonly revokedAt: number | null;
  readonly appDisabledAt: number | null;
  readonly ownerDisabledAt: number | null;
  readonly secrets: readonly StoredSecret[];
}

/** Postgres hands a bigint over as text. */
type RawTime = string | number | null;

interface RawRow {
  id: string;
  ak: string;
  appId: string;
  ownerId: string | null;
  tokenTypes: string;
  assertableRoles: string | null;
  scopes: string;
  ipAllowlist: string | null;
  originAllowlist: string | null;
  disabledAt: RawTime;
  revokedAt: RawTime;
  appDisabledAt: RawTime;
  ownerDisabledAt: RawTime;
  secretId: string | null;
  sealed: string | null;
  retiresAt: RawTime;
}

@Injectable()
export class AccessKeyLookupRepository {
  constructor(private readonly database: Database) {}

  /**
   * One statement, with one row per secret.
   *
   * @param retiredAfter secrets that were retired before this time are left out
   */
  async findByAk(ak: string, retiredAfter: number): Promise<FoundAccessKey | null> {
    const rows = await this.database.manager
      .createQueryBuilder(AccessKey, 'key')
      .innerJoin('app_holders', 'holder', 'holder.app_id = key.appId')
      .leftJoin(
        AccessKeySecret,
        'secret',
        'secret.accessKeyId = key.id AND (secret.retiresAt IS NULL OR secret.retiresAt > :retiredAfter)',
        { retiredAfter },
      )
      .select('key.id', 'id')
      .addSelect('key.ak', 'ak')
      .addSelect('key.appId', 'appId')
      .addSelect('holder.owner_id', 'ownerId')
      .addSelect('key.tokenTypes', 'tokenTypes')
      .addSelect('key.assertableRoles', 'assertableRoles')
      .addSelect('key.scopes', 'scopes')
      .addSelect('key.ipAllowlist', 'ipAllowlist')
      .addSelect('key.originAllowlist', 'originAllowlist')
      .addSelect('key.disabledAt', 'disabledAt')
      .addSelect('key.revokedAt', 'revokedAt')
      .addSelect('holder.app_disabled_at', 'appDisabledAt')
      .addSelect('holder.owner_disabled_at', 'ownerDisabledAt')
      .addSelect('secret.id', 'secretId')
      .addSelect('secret.sealedSecret', 'sealed')
      .addSelect('secret.retiresAt', 'retiresAt')
      .where('key.ak = :ak', { ak })
      .getRawMany<RawRow>();
    const [first] = rows;
    return first === undefined ? null : toFound(first, rows.flatMap(toSecrets));
  }
}

function toFound(row: RawRow, secrets: readonly StoredSecret[]): FoundAccessKey {
  return {
    id: row.id,
    ak: row.ak,
    appId: row.appId,
    ownerId: row.ownerId,
    tokenTypes: JSON.parse(row.tokenTypes) as SignedTokenType[],
    assertableRoles: fromJson(row.assertableRoles),
    scopes: JSON.parse(row.scopes) as string[],
    ipAllowlist: fromJson(row.ipAllowlist),
    originAllowlist: fromJson(row.originAllowlist),
    disabledAt: fromTime(row.disabledAt),
    revokedAt: fromTime(row.revokedAt),
    appDisabledAt: fromTime(row.appDisabledAt),
    ownerDisabledAt: fromTime(row.ownerDisabledAt),
    secrets,
  };
}

function toSecrets({ secretId, sealed, retiresAt }: RawRow): StoredSecret[] {
  if (secretId === null || sealed === null) return [];
  return [{ id: secretId, sealed, retiresAt: fromTime(retiresAt) }];
}

function fromJson(text: string | null): string[] | null {
  return text === null ? null : (JSON.parse(text) as string[]);
}

function fromTime(value: RawTime): number | null {
  return value === null ? null : Number(value);
}
