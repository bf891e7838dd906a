export const USAGE_INTERVALS = ['hour', 'day', 'month', 'total'] as const;
export type UsageInterval = (typeof USAGE_INTERVALS)[number];

/** What counts can be told apart by, and the column that holds it. */
export const USAGE_GROUPS = {
  api: 'api_id',
  app: 'app_id',
  credential: 'credential_id',
  kind: 'kind',
  code: 'code',
} as const;
export type UsageGroup = keyof typeof USAGE_GROUPS;

/** Which counts are asked for. Times are epoch milliseconds, whole hours, `to` not included. */
export interface UsageQuery {
  readonly from: number;
  readonly to: number;
  readonly interval: UsageInterval;
  readonly groupBy: readonly UsageGroup[];
  readonly apiId?: string | undefined;
  readonly appId?: string | undefined;
  readonly credentialId?: string | undefined;
  readonly code?: string | undefined;
  /** Only of apps of this user. */
  readonly ownerId?: string | undefined;
}

/** The calls of one period and one group. */
export interface UsageRow {
  readonly periodStart: number;
  /** An empty string where there was none. */
  readonly groups: Readonly<Partial<Record<UsageGroup, string>>>;
  readonly count: number;
}
