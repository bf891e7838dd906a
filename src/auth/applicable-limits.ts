import type { Verified } from '../kernel/decision.js';
import type { Limits, PeriodQuota } from '../kernel/limits.js';
import type { Policy, Quota } from '../kernel/policy.js';
import type { Principal } from '../kernel/principal.js';
import type { Window } from '../platform/limits/index.js';

/** Whose calls a limit counts. Header items, logs and documents call limits by these names. */
export type LimitHolder =
  'credential' | 'owner' | 'default' | 'grant' | 'app' | 'api' | 'anonymous';

export interface NamedWindow extends Window {
  readonly holder: LimitHolder;
  /** The name of its header items. */
  readonly name: string;
}

export interface NamedQuota extends PeriodQuota {
  readonly bucket: string;
  readonly holder: LimitHolder;
  readonly name: string;
}

/** All that one caller's calls of one API are counted against. */
export interface ApplicableLimits {
  readonly windows: readonly NamedWindow[];
  readonly quotas: readonly NamedQuota[];
}

/** Names every limit that holds for a caller at an API, with the bucket that it is counted in. */
export function applicableLimits(
  policy: Policy,
  verified: Verified,
  granted: Limits | null,
): ApplicableLimits {
  const { principal, limits } = verified;
  if (principal.kind === 'anonymous') return anonymousLimits(policy);
  const holder = holderOf(principal);
  const { credential, owner, app } = limits;
  const own = [
    limitsAt('credential', `credential:${holder}`, credential),
    limitsAt('owner', `owner:${holder}`, owner),
    limitsAt(
      'default',
      `default:${policy.id}:${holder}`,
      beside(policy.limits, credential, granted),
    ),
    limitsAt('grant', `grant:${policy.id}:${principal.appId ?? ''}`, granted),
    limitsAt('app', `app:${principal.appId ?? ''}`, app),
    totalOf(policy),
  ];
  return {
    windows: own.flatMap(({ windows }) => windows),
    quotas: own.flatMap(({ quotas }) => quotas),
  };
}

/** What the public may do without showing anything is not counted. */
function anonymousLimits(policy: Policy): ApplicableLimits {
  if (policy.anonymous === null) return { windows: [], quotas: [] };
  const shared = { windows: [policy.anonymous], quota: null };
  const { windows } = limitsAt('anonymous', `anonymous:${policy.id}`, shared);
  return { windows: [...windows, ...totalOf(policy).windows], quotas: [] };
}

/** A new login is a new session of the same user, and no new quota. */
function holderOf({ kind, subject, credentialId }: Principal): string {
  return kind === 'login_token' ? subject : (credentialId ?? subject);
}

/**
 * What is left of an API's default beside the credential's own limits and those of a grant: each takes
 * the place of the default of its kind, windows of windows and a quota of the quota.
 */
function beside(limits: Limits | null, ...others: readonly (Limits | null)[]): Limits | null {
  if (limits === null) return null;
  const { windows, quota } = limits;
  return {
    windows: others.some((other) => other !== null && other.windows.length > 0) ? [] : windows,
    quota: others.some((other) => other !== null && other.quota !== null) ? null : quota,
  };
}

function totalOf(policy: Policy): ApplicableLimits {
  return limitsAt('api', `api:${policy.id}`, { windows: policy.totalLimits, quota: null });
}

function limitsAt(holder: LimitHolder, bucket: string, limits: Limits | null): ApplicableLimits {
  if (limits === null) return { windows: [], quotas: [] };
  const { windows, quota } = limits;
  return {
    windows: windows.map((window, i) => windowAt(holder, bucket, window, i === 0)),
    quotas:
      quota === null
        ? []
        : [{ ...quota, holder, name: `${holder}-quota`, bucket: `${bucket}:${quota.period}` }],
  };
}

/** Each length is a bucket of its own, so that a changed limit goes on from what is used. */
function windowAt(
  holder: LimitHolder,
  bucket: string,
  { limit, windowSeconds }: Quota,
  isFirst: boolean,
): NamedWindow {
  return {
    holder,
    name: isFirst ? holder : `${holder}-${windowSeconds}`,
    bucket: `${bucket}:${windowSeconds}`,
    limit,
    windowSeconds,
  };
}
