import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import type { SignedTokenType } from './access-key.entity.js';

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

/** Written out: the query builder would take five times as long as the statement. */
const findByAk = (retiredAfter: '?' | '$1', ak: '?' | '$2'): string => `
  SELECT key.id, key.ak, key.app_id AS "appId", holder.owner_id AS "ownerId",
         key.token_types AS "tokenTypes", key.assertable_roles AS "assertableRoles", key.scopes,
         key.ip_allowlist AS "ipAllowlist", key.origin_allowlist AS "originAllowlist",
         key.disabled_at AS "disabledAt", key.revoked_at AS "revokedAt",
         holder.app_disabled_at AS "appDisabledAt", holder.owner_disabled_at AS "ownerDisabledAt",
         secret.id AS "secretId", secret.sealed_secret AS "sealed",
         secret.retires_at AS "retiresAt"
  FROM access_keys key
  JOIN app_holders holder ON holder.app_id = key.app_id
  LEFT JOIN access_key_secrets secret ON secret.access_key_id = key.id
       AND (secret.retires_at IS NULL OR secret.retires_at > ${retiredAfter})
  WHERE key.ak = ${ak}`;
const ON_SQLITE = findByAk('?', '?');
const ON_POSTGRES = findByAk('$1', '$2');

@Injectable()
export class AccessKeyLookupRepository {
  constructor(private readonly database: Database) {}

  /**
   * One statement, with one row per secret.
   *
   * @param retiredAfter secrets that were retired before this time are left out
   */
  async findByAk(ak: string, retiredAfter: number): Promise<FoundAccessKey | null> {
    const { manager } = this.database;
    const isPostgres = manager.dataSource.options.type === 'postgres';
    const sql = isPostgres ? ON_POSTGRES : ON_SQLITE;
    const rows = await manager.query<RawRow[]>(sql, [retiredAfter, ak]);
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
