import type { AccessKeySecret } from './access-key-secret.entity.js';
import type { AccessKey, SignedTokenType } from './access-key.entity.js';

/** One SK of an access key, as it may be shown. */
export interface AccessKeySecretRecord {
  readonly id: string;
  readonly preview: string;
  readonly createdAt: number;
  /** Epoch milliseconds from which it is refused; null: with the access key. */
  readonly retiresAt: number | null;
}

/** An access key as the rest of the program sees it: without its SK. */
export interface AccessKeyRecord {
  readonly id: string;
  readonly appId: string;
  readonly ak: string;
  readonly name: string;
  readonly tokenTypes: readonly SignedTokenType[];
  /** Null: any role. */
  readonly assertableRoles: readonly string[] | null;
  readonly scopes: readonly string[];
  readonly ipAllowlist: readonly string[] | null;
  readonly originAllowlist: readonly string[] | null;
  readonly disabledAt: number | null;
  readonly revokedAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Of the newest SK. */
  readonly preview: string;
  /** Those that are not retired, newest first; a revoked access key has none. */
  readonly secrets: readonly AccessKeySecretRecord[];
}

/** An access key together with its SK, which is shown this once. */
export interface IssuedAccessKey {
  readonly accessKey: AccessKeyRecord;
  readonly sk: string;
}

export interface NewAccessKey {
  readonly name: string;
  readonly tokenTypes: readonly SignedTokenType[];
  readonly assertableRoles: readonly string[] | null;
  readonly scopes: readonly string[];
  /** Canonical CIDRs; null: any address. */
  readonly ipAllowlist: readonly string[] | null;
  /** Canonical origins; null: any, or none. */
  readonly originAllowlist: readonly string[] | null;
}

/** What is absent stays as it is. */
export type AccessKeyChanges = {
  readonly [Member in keyof NewAccessKey]?: NewAccessKey[Member] | undefined;
} & { readonly enabled?: boolean | undefined };

/** @param secrets of this access key, newest first */
export function toAccessKeyRecord(
  key: AccessKey,
  secrets: readonly AccessKeySecret[],
  now: number,
): AccessKeyRecord {
  const { id, appId, ak, name, tokenTypes, assertableRoles, scopes } = key;
  const { ipAllowlist, originAllowlist, disabledAt, revokedAt, createdAt, updatedAt } = key;
  const isLive = ({ retiresAt }: AccessKeySecret) => retiresAt === null || retiresAt > now;
  const live = revokedAt === null ? secrets.filter(isLive) : [];
  return {
    id,
    appId,
    ak,
    name,
    tokenTypes,
    assertableRoles,
    scopes,
    ipAllowlist,
    originAllowlist,
    disabledAt,
    revokedAt,
    createdAt,
    updatedAt,
    preview: secrets[0]?.preview ?? '',
    secrets: live.map((secret) => ({
      id: secret.id,
      preview: secret.preview,
      createdAt: secret.createdAt,
      retiresAt: secret.retiresAt,
    })),
  };
}
