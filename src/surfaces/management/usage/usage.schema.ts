import { z } from 'zod';
import { ERROR_CODES } from '../../../kernel/errors/index.js';
import { USAGE_INTERVALS, type UsageGroup, type UsageRow } from '../../../modules/usage/index.js';
import {
  idSchema,
  listQuerySchema,
  rfc3339Schema,
  toRfc3339,
} from '../../../platform/http/index.js';
import { pageSchema } from '../list-pages.js';
import { timeSchema } from '../shared.schema.js';

const GROUPS = ['api', 'app', 'credential', 'kind', 'code'] as const satisfies UsageGroup[];
const shortText = z.string().min(1, 'must not be empty').max(64, 'must have at most 64 characters');

/** The query of `GET /admin/usage` and `GET /account/usage`. */
export const usageQuerySchema = listQuerySchema.extend({
  from: rfc3339Schema.optional().meta({
    description:
      'Counts are by the hour: this is rounded down to one. Default: 24 hours before `to`.',
  }),
  to: rfc3339Schema.optional().meta({ description: 'Rounded up to an hour. Default: now.' }),
  interval: z
    .enum(USAGE_INTERVALS, {
      error: `must be ${USAGE_INTERVALS.join(', ')}`,
    })
    .default('hour')
    .meta({ description: 'The periods that counts are added up in, in UTC.' }),
  group_by: z
    .string()
    .max(100)
    .default('')
    .transform((text, context) => {
      const names = text === '' ? [] : text.split(',');
      const groups = GROUPS.filter((group) => names.includes(group));
      if (groups.length === names.length) return groups;
      context.addIssue(`must be some of ${GROUPS.join(', ')}, separated by commas, each once`);
      return z.NEVER;
    })
    .meta({ description: `What counts are told apart by: some of ${GROUPS.join(', ')}.` }),
  api_id: shortText
    .optional()
    .meta({ description: 'Of a protected API; `ostiary`: our own routes.' }),
  app_id: idSchema('app').optional(),
  credential_id: shortText.optional(),
  code: z
    .enum(['allowed', ...ERROR_CODES], { error: 'must be `allowed` or the code of an error' })
    .optional(),
});
export type UsageRequest = z.output<typeof usageQuerySchema>;

const groupSchema = z.string().nullable().optional();

export const usageSchema = z.object({
  period_start: timeSchema,
  api_id: groupSchema,
  app_id: groupSchema,
  credential_id: groupSchema,
  kind: groupSchema.meta({ description: '`none`: nothing was proved.' }),
  code: groupSchema.meta({ description: '`allowed`, or the code of the error.' }),
  count: z.int(),
});
export type UsageView = z.output<typeof usageSchema>;

export const usagePageSchema = pageSchema(usageSchema);

export function toUsageView({ periodStart, groups, count }: UsageRow): UsageView {
  const { api, app, credential, kind, code } = groups;
  return {
    period_start: toRfc3339(periodStart),
    ...(api === undefined ? {} : { api_id: api }),
    ...(app === undefined ? {} : { app_id: app || null }),
    ...(credential === undefined ? {} : { credential_id: credential || null }),
    ...(kind === undefined ? {} : { kind }),
    ...(code === undefined ? {} : { code }),
    count,
  };
}
