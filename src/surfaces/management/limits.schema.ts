import { z } from 'zod';
import {
  PERIODS,
  type LimitChanges,
  type LimitInput,
  type Limits,
  type PeriodQuota,
} from '../../kernel/limits.js';
import type { Quota } from '../../kernel/policy.js';
import { quotaSchema, toQuota } from '../../platform/http/index.js';
import { quotaViewSchema, toQuotaView } from './shared.schema.js';

const MOST_WINDOWS = 5;

/** Several windows that hold at once, each of another length; empty: none. */
export const rateLimitListSchema = z
  .array(quotaSchema)
  .max(MOST_WINDOWS, `must have at most ${MOST_WINDOWS} entries`)
  .refine((windows) => new Set(windows.map((one) => one.window_seconds)).size === windows.length, {
    error: 'must not have two windows of the same length',
  })
  .meta({
    description: 'All the windows that hold at once; empty: none. Give this or `rate_limit`.',
    example: [
      { limit: 10, window_seconds: 1 },
      { limit: 1000, window_seconds: 3600 },
    ],
  });

const periodQuotaSchema = z.strictObject({
  limit: z
    .int()
    .min(1, 'must be at least 1')
    .max(1_000_000_000_000, 'must be at most 1000000000000')
    .meta({ example: 100_000 }),
  period: z.enum(PERIODS).meta({ example: 'month' }),
});

/** The members of a request for something that has limits. See `oneWayOnly`. */
export const limitMembers = {
  rate_limit: quotaSchema.nullable().optional().meta({
    description: 'The only window; null: none. Give this or `rate_limits`.',
    example: null,
  }),
  rate_limits: rateLimitListSchema.optional(),
  quota: periodQuotaSchema.nullable().optional().meta({
    description: 'Calls in a calendar day or month (UTC), counted durably; null: no such quota.',
    example: null,
  }),
};

type LimitRequest = z.output<z.ZodObject<typeof limitMembers>>;

/** A refinement: the windows are given in one way or the other. */
export function oneWayOnly(body: LimitRequest, context: z.core.$RefinementCtx<unknown>): void {
  // Null beside the list says no more than leaving it out.
  if (!body.rate_limit || body.rate_limits === undefined) return;
  context.addIssue({
    code: 'custom',
    path: ['rate_limit'],
    message: 'must not be given beside rate_limits',
    input: body.rate_limit,
  });
}

/** @returns undefined when the request says nothing of limits */
export function toLimitChanges(body: LimitRequest): LimitChanges | undefined {
  const { rate_limit, rate_limits, quota } = body;
  const windows = rate_limits?.map(toQuota) ?? onlyWindow(rate_limit);
  return windows === undefined && quota === undefined ? undefined : { windows, quota };
}

function onlyWindow(window: LimitRequest['rate_limit']): Quota[] | undefined {
  if (window === undefined) return undefined;
  return window === null ? [] : [toQuota(window)];
}

/** Who says how often a credential may be used: each has limits of its own, and both hold. */
export type LimitSetter = 'admin' | 'owner';

export function toLimitInput(setBy: LimitSetter, body: LimitRequest): LimitInput {
  const changes = toLimitChanges(body);
  return setBy === 'admin' ? { limits: changes } : { ownerLimits: changes };
}

/** A request without its limit members. */
export function withoutLimits<Body extends LimitRequest>(
  body: Body,
): Omit<Body, keyof LimitRequest> {
  const { rate_limit: _one, rate_limits: _all, quota: _quota, ...rest } = body;
  return rest;
}

const limitViewMembers = {
  rate_limits: z.array(quotaViewSchema),
  quota: z.object({ limit: z.int(), period: z.enum(PERIODS) }).nullable(),
};

/** The members of an answer about something that has limits. */
export const limitsViewMembers = {
  rate_limit: quotaViewSchema.nullable().meta({ description: 'The first of `rate_limits`.' }),
  ...limitViewMembers,
};

/** The members of an answer about a credential, which two sides may limit. */
export const credentialLimitsViewMembers = {
  ...limitsViewMembers,
  further_limits: z
    .object({ set_by: z.enum(['admin', 'owner']), ...limitViewMembers })
    .nullable()
    .meta({
      description:
        'What the other side has set, and holds beside `rate_limits` and `quota`: the owner, for administrators, and the administration, for owners.',
    }),
};

type LimitsView = z.output<z.ZodObject<typeof limitsViewMembers>>;
type CredentialLimitsView = z.output<z.ZodObject<typeof credentialLimitsViewMembers>>;

export function toLimitsView(limits: Limits | null): LimitsView {
  const { windows, quota } = limits ?? { windows: [], quota: null };
  const rateLimits = windows.map(toWindowView);
  return { rate_limit: rateLimits[0] ?? null, rate_limits: rateLimits, quota: toPeriodView(quota) };
}

/** @param viewer whose side `rate_limits` and `quota` are of */
export function toCredentialLimitsView(
  viewer: LimitSetter,
  { limits, ownerLimits }: { limits: Limits | null; ownerLimits: Limits | null },
): CredentialLimitsView {
  const [own, further] = viewer === 'admin' ? [limits, ownerLimits] : [ownerLimits, limits];
  const { rate_limit: _first, ...others } = toLimitsView(further);
  const setBy = viewer === 'admin' ? 'owner' : 'admin';
  return {
    ...toLimitsView(own),
    further_limits: further === null ? null : { set_by: setBy, ...others },
  };
}

export function toWindowView(window: Quota): z.output<typeof quotaViewSchema> {
  return toQuotaView(window) as z.output<typeof quotaViewSchema>;
}

function toPeriodView(quota: PeriodQuota | null): LimitsView['quota'] {
  return quota === null ? null : { limit: quota.limit, period: quota.period };
}
