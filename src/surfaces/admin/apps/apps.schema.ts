import { z } from 'zod';
import {
  descriptionSchema,
  idSchema,
  nameSchema,
  scopeListSchema,
} from '../../../platform/http/index.js';
import { limitMembers, oneWayOnly } from '../../management/limits.schema.js';

const ownerSchema = idSchema('usr')
  .nullable()
  .meta({ description: 'The user who answers for the app; null: the administration.' });

const allowedScopesSchema = scopeListSchema
  .refine((names) => names.every((name) => !name.startsWith('admin:')), {
    error: 'must not name a scope of the administration',
  })
  .meta({ description: 'What the owner may give credentials of the app, under `/account`.' });

/** `POST /admin/apps` */
export const createAppSchema = z
  .strictObject({
    name: nameSchema,
    description: descriptionSchema.nullable().default(null),
    owner_id: ownerSchema.default(null),
    allowed_scopes: allowedScopesSchema.default([]),
    ...limitMembers,
  })
  .superRefine(oneWayOnly);
export type CreateAppRequest = z.output<typeof createAppSchema>;

/** `PATCH /admin/apps/{app_id}`: what is absent stays as it is. */
export const updateAppSchema = z
  .strictObject({
    name: nameSchema.optional(),
    description: descriptionSchema.nullable().optional(),
    owner_id: ownerSchema.optional(),
    allowed_scopes: allowedScopesSchema.optional(),
    ...limitMembers,
    enabled: z.boolean().optional(),
  })
  .superRefine(oneWayOnly);
export type UpdateAppRequest = z.output<typeof updateAppSchema>;
