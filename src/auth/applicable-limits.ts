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
  const found: Found = { windows: [], quotas: [] };
  if (principal.kind === 'anonymous') {
    // What the public may do without showing anything is not counted.
    if (policy.anonymous === null) return found;
    addWindows(found, 'anonymous', policy.id, [policy.anonymous]);
  } else {
    const holder = holderOf(principal);
    const { credential, owner, app } = limits;
    add(found, 'credential', holder, credential);
    add(found, 'owner', holder, owner);
    add(found, 'default', `${policy.id}:${holder}`, beside(policy.limits, credential, granted));
    add(found, 'grant', `${policy.id}:${principal.appId ?? ''}`, granted);
    add(found, 'app', principal.appId ?? '', app);
  }
  addWindows(found, 'api', policy.id, policy.totalLimits);
  return found;
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

interface Found extends ApplicableLimits {
  readonly windows: NamedWindow[];
  readonly quotas: NamedQuota[];
}

/** @param whose calls are counted together, among those of this kind of limit */
function add(found: Found, holder: LimitHolder, whose: string, limits: Limits | null): void {
  if (limits === null) return;
  const { windows, quota } = limits;
  addWindows(found, holder, whose, windows);
  if (quota === null) return;
  const bucket = `${holder}:${whose}:${quota.period}`;
  found.quotas.push({ ...quota, holder, name: `${holder}-quota`, bucket });
}

function addWindows(
  { windows }: Found,
  holder: LimitHolder,
  whose: string,
  added: readonly Quota[],
): void {
  added.forEach(({ limit, windowSeconds }, i) => {
    windows.push({
      holder,
      name: i === 0 ? holder : `${holder}-${windowSeconds}`,
      // Each length is a bucket of its own, so that a changed limit goes on from what is used.
      bucket: `${holder}:${whose}:${windowSeconds}`,
      limit,
      windowSeconds,
    });
  });
}
