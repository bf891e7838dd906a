import { Injectable } from '@nestjs/common';
import { andThen, type Awaitable } from '../../kernel/awaitable.js';
import type { Limits } from '../../kernel/limits.js';
import { Database, fromJson, Statement, type Raw } from '../../platform/database/index.js';
import type { ApiKey } from './api-key.entity.js';

/** All that decides about a key, at one moment. Times are epoch milliseconds. */
export interface FoundApiKey extends Readonly<
  Pick<
    ApiKey,
    | 'id'
    | 'appId'
    | 'environment'
    | 'scopes'
    | 'ipAllowlist'
    | 'originAllowlist'
    | 'limits'
    | 'ownerLimits'
    | 'expiresAt'
    | 'disabledAt'
    | 'revokedAt'
  >
> {
  readonly ownerId: string | null;
  /** Of the secret that was presented. */
  readonly retiresAt: number | null;
  readonly appDisabledAt: number | null;
  readonly ownerDisabledAt: number | null;
  readonly appLimits: Limits | null;
}

type Row = Raw<
  FoundApiKey,
  'scopes' | 'ipAllowlist' | 'originAllowlist' | 'limits' | 'ownerLimits' | 'appLimits'
>;

const FIND_BY_DIGEST = new Statement<Row>(`
  SELECT key.id, key.app_id AS "appId", key.environment, holder.owner_id AS "ownerId", key.scopes,
         key.ip_allowlist AS "ipAllowlist", key.origin_allowlist AS "originAllowlist",
         key.limits, key.owner_limits AS "ownerLimits", holder.app_limits AS "appLimits",
         key.expires_at AS "expiresAt",
         key.disabled_at AS "disabledAt", key.revoked_at AS "revokedAt",
         secret.retires_at AS "retiresAt", holder.app_disabled_at AS "appDisabledAt",
         holder.owner_disabled_at AS "ownerDisabledAt"
  FROM api_key_secrets secret
  JOIN api_keys key ON key.id = secret.api_key_id
  JOIN app_holders holder ON holder.app_id = key.app_id
  WHERE secret.digest = ?`);

@Injectable()
export class ApiKeyLookupRepository {
  constructor(private readonly database: Database) {}

  /** One statement, by primary keys only. */
  findByDigest(digest: string): Awaitable<FoundApiKey | null> {
    return andThen(FIND_BY_DIGEST.read(this.database, [digest]), foundIn);
  }
}

function foundIn([row]: readonly Row[]): FoundApiKey | null {
  if (row === undefined) return null;
  // Member by member: a copy whose members change their kind is made the slow way.
  return {
    id: row.id,
    appId: row.appId,
    environment: row.environment,
    ownerId: row.ownerId,
    scopes: JSON.parse(row.scopes) as string[],
    ipAllowlist: fromJson<string[]>(row.ipAllowlist),
    originAllowlist: fromJson<string[]>(row.originAllowlist),
    limits: fromJson<Limits>(row.limits),
    ownerLimits: fromJson<Limits>(row.ownerLimits),
    appLimits: fromJson<Limits>(row.appLimits),
    expiresAt: row.expiresAt,
    disabledAt: row.disabledAt,
    revokedAt: row.revokedAt,
    retiresAt: row.retiresAt,
    appDisabledAt: row.appDisabledAt,
    ownerDisabledAt: row.ownerDisabledAt,
  };
}
