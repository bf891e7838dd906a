import type { LimitInput } from '../../kernel/limits.js';
import type { AccessKeySecret } from './access-key-secret.entity.js';
import type { AccessKey } from './access-key.entity.js';

/** One SK of an access key, as it may be shown. */
export type AccessKeySecretRecord = Readonly<
  Pick<AccessKeySecret, 'id' | 'preview' | 'createdAt' | 'retiresAt'>
>;

/** An access key as the rest of the program sees it: without its SK. Times are epoch milliseconds. */
export interface AccessKeyRecord extends Readonly<AccessKey> {
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

export type NewAccessKey = Readonly<
  Pick<
    AccessKey,
    'name' | 'tokenTypes' | 'assertableRoles' | 'scopes' | 'ipAllowlist' | 'originAllowlist'
  >
> &
  LimitInput;

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
  const isLive = ({ retiresAt }: AccessKeySecret) => retiresAt === null || retiresAt > now;
  const live = key.revokedAt === null ? secrets.filter(isLive) : [];
  return {
    ...key,
    preview: secrets[0]?.preview ?? '',
    secrets: live.map(({ id, preview, createdAt, retiresAt }) => ({
      id,
      preview,
      createdAt,
      retiresAt,
    })),
  };
}
