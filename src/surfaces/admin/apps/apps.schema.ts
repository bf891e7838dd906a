import { z } from 'zod';
import type { AppRecord } from '../../../modules/apps/index.js';
import {
  descriptionSchema,
  idSchema,
  nameSchema,
  toRfc3339,
  toRfc3339OrNull,
} from '../../../platform/http/index.js';
import { pageSchema } from '../../management/list-pages.js';
import { timeSchema } from '../../management/shared.schema.js';

const ownerSchema = idSchema('usr')
  .nullable()
  .meta({ description: 'The user who answers for the app; null: the administration.' });

/** `POST /admin/apps` */
export const createAppSchema = z.strictObject({
  name: nameSchema,
  description: descriptionSchema.nullable().default(null),
  owner_id: ownerSchema.default(null),
});
export type CreateAppRequest = z.output<typeof createAppSchema>;

/** `PATCH /admin/apps/{app_id}`: what is absent stays as it is. */
export const updateAppSchema = z.strictObject({
  name: nameSchema.optional(),
  description: descriptionSchema.nullable().optional(),
  owner_id: ownerSchema.optional(),
  enabled: z.boolean().optional(),
});
export type UpdateAppRequest = z.output<typeof updateAppSchema>;

export const appSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  owner_id: z.string().nullable(),
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
    enabled: app.disabledAt === null,
    disabled_at: toRfc3339OrNull(app.disabledAt),
    created_at: toRfc3339(app.createdAt),
    updated_at: toRfc3339(app.updatedAt),
  };
}
