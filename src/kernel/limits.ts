import type { Quota } from './policy.js';

/** The calendar periods, in UTC, after which a durable quota begins anew. */
export const PERIODS = ['day', 'month'] as const;
export type Period = (typeof PERIODS)[number];

/** A number of calls in a calendar period. It outlives restarts, as the windows do not. */
export interface PeriodQuota {
  readonly limit: number;
  readonly period: Period;
}

/** Everything that one holder is limited by; all of it holds at once. */
export interface Limits {
  /** Each of another length; the first is what a client that knows of one only is shown. */
  readonly windows: readonly Quota[];
  readonly quota: PeriodQuota | null;
}

/** The limits that come with a credential. Null: none are set. */
export interface HolderLimits {
  /** What the administration has set: takes the place of the API's default. */
  readonly credential: Limits | null;
  /** What the owner has set: a further cap, which lifts nothing. */
  readonly owner: Limits | null;
  /** For all credentials of the app together. */
  readonly app: Limits | null;
}

/** Of a credential that brings none. */
export const NO_LIMITS: HolderLimits = Object.freeze({ credential: null, owner: null, app: null });

/** As it is kept: null when there is nothing in it. */
export function limitsOrNull(limits: Limits): Limits | null {
  return limits.windows.length === 0 && limits.quota === null ? null : limits;
}

/** A change to the limits of one holder: what is absent stays as it is. */
export interface LimitChanges {
  readonly windows?: readonly Quota[] | undefined;
  readonly quota?: PeriodQuota | null | undefined;
}

/** What a credential is given or changed by, from either side. */
export interface LimitInput {
  readonly limits?: LimitChanges | undefined;
  readonly ownerLimits?: LimitChanges | undefined;
}

export function changedLimits(
  current: Limits | null,
  { windows, quota }: LimitChanges,
): Limits | null {
  return limitsOrNull({
    windows: windows ?? current?.windows ?? [],
    quota: quota === undefined ? (current?.quota ?? null) : quota,
  });
}

/** The columns of a credential that such a change writes. */
export function limitColumns(
  current: { readonly limits: Limits | null; readonly ownerLimits: Limits | null },
  { limits, ownerLimits }: LimitInput,
): { limits?: Limits | null; ownerLimits?: Limits | null } {
  return {
    ...(limits === undefined ? {} : { limits: changedLimits(current.limits, limits) }),
    ...(ownerLimits === undefined
      ? {}
      : { ownerLimits: changedLimits(current.ownerLimits, ownerLimits) }),
  };
}

/** The columns of a new credential. */
export function newLimitColumns(input: LimitInput): {
  limits: Limits | null;
  ownerLimits: Limits | null;
} {
  const none = { limits: null, ownerLimits: null };
  return { ...none, ...limitColumns(none, input) };
}
