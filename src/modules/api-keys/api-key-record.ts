import type { LimitInput } from '../../kernel/limits.js';
import type { ApiKeySecret } from './api-key-secret.entity.js';
import type { ApiKey } from './api-key.entity.js';

/** One secret of a key. Its digest is what its uses are filed under, and is never shown. */
export type ApiKeySecretRecord = Readonly<
  Pick<ApiKeySecret, 'digest' | 'preview' | 'createdAt' | 'retiresAt'>
>;

/** An API key as the rest of the program sees it. Times are epoch milliseconds. */
export interface ApiKeyRecord extends Readonly<ApiKey> {
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

export type NewApiKey = Readonly<
  Pick<ApiKey, 'name' | 'environment' | 'scopes' | 'ipAllowlist' | 'originAllowlist' | 'expiresAt'>
> &
  LimitInput;

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
  const isLive = ({ retiresAt }: ApiKeySecret) => retiresAt === null || retiresAt > now;
  const live = key.revokedAt === null ? secrets.filter(isLive) : [];
  return {
    ...key,
    preview: secrets[0]?.preview ?? '',
    secrets: live.map(({ digest, preview, createdAt, retiresAt }) => ({
      ...{ digest, preview, createdAt, retiresAt },
    })),
  };
}
