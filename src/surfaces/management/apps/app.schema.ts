import { z } from 'zod';
import type { AppRecord } from '../../../modules/apps/index.js';
import { toRfc3339, toRfc3339OrNull } from '../../../platform/http/index.js';
import { pageSchema } from '../list-pages.js';
import { limitsViewMembers, toLimitsView } from '../limits.schema.js';
import { timeSchema } from '../shared.schema.js';

export const appSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  owner_id: z.string().nullable(),
  allowed_scopes: z
    .array(z.string())
    .meta({ description: 'What the owner may give credentials of the app, under `/account`.' }),
  ...limitsViewMembers,
  enabled: z.boolean(),
  disabled_at: timeSchema.nullable(),
  created_at: timeSchema,
  updated_at: timeSchema,
});
export type AppView = z.output<typeof appSchema>;

export const appPageSchema = pageSchema(appSchema);

export function toAppView(app: AppRecord): AppView {
  return {
    id: app.id,
    name: app.name,
    description: app.description,
    owner_id: app.ownerId,
    allowed_scopes: [...(app.allowedScopes ?? [])],
    ...toLimitsView(app.limits),
    enabled: app.disabledAt === null,
    disabled_at: toRfc3339OrNull(app.disabledAt),
    created_at: toRfc3339(app.createdAt),
    updated_at: toRfc3339(app.updatedAt),
  };
}
