import { Injectable } from '@nestjs/common';
import type { Limits } from '../../kernel/limits.js';
import { Database, fromJson, Statement, type Raw } from '../../platform/database/index.js';
import type { AccessKey, SignedTokenType } from './access-key.entity.js';

/** One SK as it is stored. */
export interface StoredSecret {
  readonly id: string;
  readonly sealed: string;
  readonly retiresAt: number | null;
}

/** All that decides about an access key, at one moment. Times are epoch milliseconds. */
export interface FoundAccessKey extends Readonly<
  Omit<AccessKey, 'name' | 'createdAt' | 'updatedAt'>
> {
  readonly ownerId: string | null;
  readonly appDisabledAt: number | null;
  readonly ownerDisabledAt: number | null;
  readonly appLimits: Limits | null;
  readonly secrets: readonly StoredSecret[];
}

type JsonColumn =
  | 'tokenTypes'
  | 'assertableRoles'
  | 'scopes'
  | 'ipAllowlist'
  | 'originAllowlist'
  | 'limits'
  | 'ownerLimits'
  | 'appLimits';

/** The access key with one of its secrets. */
type Row = Raw<Omit<FoundAccessKey, 'secrets'>, JsonColumn> & {
  readonly secretId: string | null;
  readonly sealed: string | null;
  readonly retiresAt: number | null;
};

const FIND_BY_AK = new Statement<Row>(`
  SELECT key.id, key.ak, key.app_id AS "appId", holder.owner_id AS "ownerId",
         key.token_types AS "tokenTypes", key.assertable_roles AS "assertableRoles", key.scopes,
         key.ip_allowlist AS "ipAllowlist", key.origin_allowlist AS "originAllowlist",
         key.limits, key.owner_limits AS "ownerLimits", holder.app_limits AS "appLimits",
         key.disabled_at AS "disabledAt", key.revoked_at AS "revokedAt",
         holder.app_disabled_at AS "appDisabledAt", holder.owner_disabled_at AS "ownerDisabledAt",
         secret.id AS "secretId", secret.sealed_secret AS "sealed",
         secret.retires_at AS "retiresAt"
  FROM access_keys key
  JOIN app_holders holder ON holder.app_id = key.app_id
  LEFT JOIN access_key_secrets secret ON secret.access_key_id = key.id
       AND (secret.retires_at IS NULL OR secret.retires_at > ?)
  WHERE key.ak = ?`);

@Injectable()
export class AccessKeyLookupRepository {
  constructor(private readonly database: Database) {}

  /**
   * One statement, with one row per secret.
   *
   * @param retiredAfter secrets that were retired before this time are left out
   */
  async findByAk(ak: string, retiredAfter: number): Promise<FoundAccessKey | null> {
    const rows = await FIND_BY_AK.run(this.database, [retiredAfter, ak]);
    const [first] = rows;
    return first === undefined ? null : toFound(first, rows.flatMap(toSecrets));
  }
}

function toFound(
  { secretId: _id, sealed: _sealed, retiresAt: _retiresAt, ...row }: Row,
  secrets: readonly StoredSecret[],
): FoundAccessKey {
  return {
    ...row,
    tokenTypes: JSON.parse(row.tokenTypes) as SignedTokenType[],
    assertableRoles: fromJson<string[]>(row.assertableRoles),
    scopes: JSON.parse(row.scopes) as string[],
    ipAllowlist: fromJson<string[]>(row.ipAllowlist),
    originAllowlist: fromJson<string[]>(row.originAllowlist),
    limits: fromJson<Limits>(row.limits),
    ownerLimits: fromJson<Limits>(row.ownerLimits),
    appLimits: fromJson<Limits>(row.appLimits),
    secrets,
  };
}

function toSecrets({ secretId, sealed, retiresAt }: Row): StoredSecret[] {
  if (secretId === null || sealed === null) return [];
  return [{ id: secretId, sealed, retiresAt }];
}
