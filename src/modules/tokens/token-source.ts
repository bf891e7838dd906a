import { compileCidrs } from '../../kernel/cidr.js';
import type { Verified } from '../../kernel/decision.js';
import { AppError } from '../../kernel/errors/index.js';
import type { HolderLimits, Limits } from '../../kernel/limits.js';
import { compileOrigins } from '../../kernel/origin.js';
import type { KeyEnvironment } from '../../kernel/key-format.js';
import { fromJson } from '../../platform/database/index.js';

/**
 * The API key or access key that a token was exchanged for, as it is at this moment. The token is never
 * good for more, nor for longer, than the secret that was shown for it.
 */
export interface TokenSource {
  readonly id: string;
  readonly kind: 'api_key' | 'access_key';
  readonly revokedAt: number | null;
  readonly disabledAt: number | null;
  readonly expiresAt: number | null;
  /** Of the secret that was shown. */
  readonly retiresAt: number | null;
  readonly scopes: readonly string[];
  readonly ipAllowlist: readonly string[] | null;
  readonly originAllowlist: readonly string[] | null;
  /** Null for an access key. */
  readonly environment: KeyEnvironment | null;
  readonly limits: Limits | null;
  readonly ownerLimits: Limits | null;
}

/** The columns of a source, for a statement that joins `SOURCE_JOINS`. */
export const SOURCE_COLUMNS = [
  'record.source_secret AS "sourceSecret"',
  'record.parent_digest AS "parentDigest"',
  'COALESCE(source_key.id, source_pair.id) AS "sourceId"',
  'COALESCE(source_key.revoked_at, source_pair.revoked_at) AS "sourceRevokedAt"',
  'COALESCE(source_key.disabled_at, source_pair.disabled_at) AS "sourceDisabledAt"',
  'COALESCE(key_secret.retires_at, pair_secret.retires_at) AS "sourceRetiresAt"',
  'source_key.expires_at AS "sourceExpiresAt"',
  'COALESCE(source_key.scopes, source_pair.scopes) AS "sourceScopes"',
  'COALESCE(source_key.ip_allowlist, source_pair.ip_allowlist) AS "sourceIps"',
  'COALESCE(source_key.origin_allowlist, source_pair.origin_allowlist) AS "sourceOrigins"',
  'COALESCE(source_key.limits, source_pair.limits) AS "sourceLimits"',
  'COALESCE(source_key.owner_limits, source_pair.owner_limits) AS "sourceOwnerLimits"',
  'source_key.id AS "sourceKeyId"',
  'source_key.environment AS "sourceEnvironment"',
];

/** Table, alias and condition of each left join; all by primary key. */
export const SOURCE_JOINS: readonly (readonly [table: string, alias: string, on: string])[] = [
  ['api_key_secrets', 'key_secret', 'key_secret.digest = record.source_secret'],
  ['api_keys', 'source_key', 'source_key.id = key_secret.api_key_id'],
  ['access_key_secrets', 'pair_secret', 'pair_secret.id = record.source_secret'],
  ['access_keys', 'source_pair', 'source_pair.id = pair_secret.access_key_id'],
];

export interface SourceColumns {
  readonly sourceSecret: string | null;
  readonly parentDigest: string | null;
  readonly sourceId: string | null;
  readonly sourceKeyId: string | null;
  readonly sourceRevokedAt: number | null;
  readonly sourceDisabledAt: number | null;
  readonly sourceExpiresAt: number | null;
  readonly sourceRetiresAt: number | null;
  readonly sourceScopes: string | null;
  readonly sourceIps: string | null;
  readonly sourceOrigins: string | null;
  readonly sourceEnvironment: KeyEnvironment | null;
  readonly sourceLimits: string | null;
  readonly sourceOwnerLimits: string | null;
}

/** @returns null for a token that has no source; `'gone'` for one whose source does not exist any more */
export function sourceOf(row: SourceColumns): TokenSource | 'gone' | null {
  if (row.sourceSecret === null) return null;
  if (row.sourceId === null) return 'gone';
  return {
    id: row.sourceId,
    kind: row.sourceKeyId === null ? 'access_key' : 'api_key',
    revokedAt: row.sourceRevokedAt,
    disabledAt: row.sourceDisabledAt,
    expiresAt: row.sourceExpiresAt,
    retiresAt: row.sourceRetiresAt,
    scopes: listIn(row.sourceScopes) ?? [],
    ipAllowlist: listIn(row.sourceIps),
    originAllowlist: listIn(row.sourceOrigins),
    environment: row.sourceEnvironment,
    limits: fromJson<Limits>(row.sourceLimits),
    ownerLimits: fromJson<Limits>(row.sourceOwnerLimits),
  };
}

/** @throws AppError `token_revoked`, which says what the token came from */
export function requireStandingSource(
  source: TokenSource | 'gone' | null,
  now: number,
): asserts source is TokenSource | null {
  if (source === null) return;
  const hasEnded =
    source === 'gone' ||
    source.revokedAt !== null ||
    source.disabledAt !== null ||
    (source.expiresAt !== null && source.expiresAt <= now) ||
    (source.retiresAt !== null && source.retiresAt <= now);
  if (!hasEnded) return;
  throw new AppError('token_revoked', {
    detail: 'The credential that this token was exchanged for is no longer good.',
    ...(source === 'gone' ? {} : { credentialId: source.id }),
  });
}

/**
 * What a token takes over from its source: from where it may be used, how often, and until when.
 *
 * @param client the limits of the client that it was issued to, for a token without a source
 */
export function restrictionsOf(
  source: TokenSource | null,
  client: HolderLimits,
): Pick<Verified, 'ipAllowlist' | 'originAllowlist' | 'limits' | 'environment'> & {
  readonly endsAt: number;
  readonly tags: readonly string[];
} {
  if (source === null) {
    return {
      ipAllowlist: null,
      originAllowlist: null,
      limits: client,
      endsAt: Infinity,
      tags: [],
    };
  }
  const { ipAllowlist, originAllowlist, environment, kind, id } = source;
  return {
    ipAllowlist: ipAllowlist === null ? null : compileCidrs(ipAllowlist),
    originAllowlist: originAllowlist === null ? null : compileOrigins(originAllowlist),
    ...(environment === null ? {} : { environment }),
    limits: { credential: source.limits, owner: source.ownerLimits, app: client.app },
    endsAt: Math.min(source.expiresAt ?? Infinity, source.retiresAt ?? Infinity),
    tags: [`${kind}:${id}`],
  };
}

function listIn(json: string | null): readonly string[] | null {
  return json === null ? null : (JSON.parse(json) as string[]);
}
