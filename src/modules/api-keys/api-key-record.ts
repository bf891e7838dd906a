import type { KeyEnvironment } from '../../kernel/key-format.js';
import type { Quota } from '../../kernel/policy.js';
import type { ApiKeySecret } from './api-key-secret.entity.js';
import type { ApiKey } from './api-key.entity.js';

/** One secret of a key, as it may be shown: never the secret, nor its digest. */
export interface ApiKeySecretRecord {
  readonly preview: string;
  readonly createdAt: number;
  /** Epoch milliseconds from which it is refused; null: with the key. */
  readonly retiresAt: number | null;
}

/** An API key as the rest of the program sees it. */
export interface ApiKeyRecord {
  readonly id: string;
  readonly appId: string;
  readonly name: string;
  readonly environment: KeyEnvironment;
  readonly scopes: readonly string[];
  readonly ipAllowlist: readonly string[] | null;
  readonly originAllowlist: readonly string[] | null;
  readonly rateLimit: Quota | null;
  readonly expiresAt: number | null;
  readonly disabledAt: number | null;
  readonly revokedAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Of the newest secret. */
  readonly preview: string;
  /** Those that are not retired, newest first; a revoked key has none. */
  readonly secrets: readonly ApiKeySecretRecord[];
}

/** A key together with its plaintext, which is not kept and cannot be had again. */
export interface IssuedApiKey {
  readonly apiKey: ApiKeyRecord;
  readonly key: string;
}

export interface NewApiKey {
  readonly name: string;
  readonly environment: KeyEnvironment;
  readonly scopes: readonly string[];
  /** Canonical CIDRs; null: any address. */
  readonly ipAllowlist: readonly string[] | null;
  /** Canonical origins; null: any, or none. */
  readonly originAllowlist: readonly string[] | null;
  readonly rateLimit: Quota | null;
  readonly expiresAt: number | null;
}

/** What is absent stays as it is. */
export type ApiKeyChanges = {
  readonly [Member in Exclude<keyof NewApiKey, 'environment'>]?: NewApiKey[Member] | undefined;
} & { readonly enabled?: boolean | undefined };

/** @param secrets of this key, newest first */
export function toApiKeyRecord(
  key: ApiKey,
  secrets: readonly ApiKeySecret[],
  now: number,
): ApiKeyRecord {
  const { id, appId, name, environment, scopes, ipAllowlist, originAllowlist, rateLimit } = key;
  const { expiresAt, disabledAt, revokedAt, createdAt, updatedAt } = key;
  const isLive = ({ retiresAt }: ApiKeySecret) => retiresAt === null || retiresAt > now;
  const live = revokedAt === null ? secrets.filter(isLive) : [];
  return {
    id,
    appId,
    name,
    environment,
    scopes,
    ipAllowlist,
    originAllowlist,
    rateLimit,
    expiresAt,
    disabledAt,
    revokedAt,
    createdAt,
    updatedAt,
    preview: secrets[0]?.preview ?? '',
    secrets: live.map(({ preview, createdAt: since, retiresAt }) => ({
      preview,
      createdAt: since,
      retiresAt,
    })),
  };
}
