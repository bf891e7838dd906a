import { z } from 'zod';
import type { ApiGrantRecord } from '../../../modules/protected-apis/index.js';
import { toRfc3339 } from '../../../platform/http/index.js';
import { pageSchema } from '../../management/list-pages.js';
import {
  limitMembers,
  limitsViewMembers,
  oneWayOnly,
  toLimitsView,
} from '../../management/limits.schema.js';
import { timeSchema } from '../../management/shared.schema.js';

/** `PUT /admin/apis/{api_id}/grants/{app_id}`: the whole grant; a body is not needed. */
export const putGrantSchema = z
  .strictObject(limitMembers)
  .superRefine(oneWayOnly)
  .nullish()
  .transform((body) => body ?? {});
export type PutGrantRequest = z.output<typeof putGrantSchema>;

export const grantSchema = z.object({
  api_id: z.string(),
  app_id: z.string(),
  ...limitsViewMembers,
  created_at: timeSchema,
  updated_at: timeSchema,
});
export type GrantView = z.output<typeof grantSchema>;

export const grantPageSchema = pageSchema(grantSchema);

export function toGrantView(grant: ApiGrantRecord): GrantView {
  return {
    api_id: grant.apiId,
    app_id: grant.appId,
    ...toLimitsView(grant.limits),
    created_at: toRfc3339(grant.createdAt),
    updated_at: toRfc3339(grant.updatedAt),
  };
}
