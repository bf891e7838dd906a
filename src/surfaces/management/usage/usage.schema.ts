import { z } from 'zod';
import {
  USAGE_GROUPS,
  USAGE_INTERVALS,
  type UsageGroup,
  type UsageRow,
} from '../../../modules/usage/index.js';
import { listQuerySchema, rfc3339Schema, toRfc3339 } from '../../../platform/http/index.js';
import { pageSchema } from '../list-pages.js';
import { timeSchema } from '../shared.schema.js';

const GROUPS = USAGE_GROUPS.join(', ');

const idFilter = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be an id')
  .optional();

/** `GET /admin/usage` and `GET /account/usage` */
export const usageQuerySchema = listQuerySchema.extend({
  from: rfc3339Schema.optional().meta({
    description:
      'The first hour that counts; a time within it stands for all of it. Default: a day before `to`.',
  }),
  to: rfc3339Schema.optional().meta({
    description: 'The time before which hours begin that count. Default: now.',
  }),
  interval: z
    .enum(USAGE_INTERVALS, { error: `must be ${USAGE_INTERVALS.join(', ')}` })
    .default('hour')
    .meta({ description: 'The periods that counts are added up to, in UTC.' }),
  group_by: z
    .string()
    .max(100, `must be some of ${GROUPS}, separated by commas`)
    .transform((text, context): readonly UsageGroup[] => {
      const names = text.split(',');
      const groups = USAGE_GROUPS.filter((group) => names.includes(group));
      if (groups.length === names.length) return groups;
      context.addIssue(`must be some of ${GROUPS}, separated by commas`);
      return z.NEVER;
    })
    .optional()
    .meta({ description: `What counts are told apart by: ${GROUPS}.`, example: 'api,code' }),
  api_id: idFilter.meta({ description: 'Id of the API; `ostiary` for the routes of this server.' }),
  app_id: idFilter,
  credential_id: idFilter,
  code: z
    .string()
    .regex(/^[a-z_]{1,60}$/, 'must be `allowed` or an error code')
    .optional()
    .meta({ description: '`allowed`, or the code of a refusal.' }),
});
export type UsageRequest = z.output<typeof usageQuerySchema>;

const idView = z.string().nullable().optional();

export const usageRowSchema = z.object({
  period_start: timeSchema,
  api_id: z.string().optional(),
  app_id: idView,
  credential_id: idView,
  code: z.string().optional(),
  kind: idView,
  count: z.int(),
});
export type UsageRowView = z.output<typeof usageRowSchema>;

export const usagePageSchema = pageSchema(usageRowSchema);

export function toUsageView({ periodStart, calls, ...row }: UsageRow): UsageRowView {
  const known = (text: string): string | null => (text === '' ? null : text);
  return {
    period_start: toRfc3339(periodStart),
    ...(row.api === undefined ? {} : { api_id: row.api }),
    ...(row.app === undefined ? {} : { app_id: known(row.app) }),
    ...(row.credential === undefined ? {} : { credential_id: known(row.credential) }),
    ...(row.code === undefined ? {} : { code: row.code }),
    ...(row.kind === undefined ? {} : { kind: known(row.kind) }),
    count: calls,
  };
}
