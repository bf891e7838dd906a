/** How long the periods are that counts are added up to; `total`: all of them together. UTC. */
export const USAGE_INTERVALS = ['hour', 'day', 'month', 'total'] as const;
export type UsageInterval = (typeof USAGE_INTERVALS)[number];

/** What counts may be told apart by. */
export const USAGE_GROUPS = ['api', 'app', 'credential', 'code', 'kind'] as const;
export type UsageGroup = (typeof USAGE_GROUPS)[number];

/** Which counts are asked for; a filter that is absent lets all through. */
export interface UsageQuestion {
  /** Epoch milliseconds of the first hour, and of the first that no longer counts. */
  readonly from: number;
  readonly to: number;
  readonly interval: UsageInterval;
  /** In the order of `USAGE_GROUPS`. */
  readonly groups: readonly UsageGroup[];
  readonly apiId?: string | undefined;
  readonly appId?: string | undefined;
  readonly credentialId?: string | undefined;
  readonly code?: string | undefined;
  /** Only what belongs to the apps that this user owns now. */
  readonly ownerId?: string | undefined;
}

/** One number of an answer. Of a group that was not asked for there is no member; empty: does not apply. */
export interface UsageRow extends Readonly<Partial<Record<UsageGroup, string>>> {
  readonly periodStart: number;
  readonly calls: number;
}

/** Where a row stands among all: those behind it are greater, member by member. */
export type UsagePosition = readonly [periodStart: number, ...groups: string[]];

export function positionOf(row: UsageRow, groups: readonly UsageGroup[]): UsagePosition {
  return [row.periodStart, ...groups.map((group) => row[group] ?? '')];
}
