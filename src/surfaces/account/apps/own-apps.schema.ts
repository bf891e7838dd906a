import { z } from 'zod';
import { descriptionSchema, nameSchema } from '../../../platform/http/index.js';

/** `POST /account/apps` */
export const createOwnAppSchema = z.strictObject({
  name: nameSchema,
  description: descriptionSchema.nullable().default(null),
});
export type CreateOwnAppRequest = z.output<typeof createOwnAppSchema>;

/**
 * `PATCH /account/apps/{app_id}`: what is absent stays as it is. Whether an app is enabled is the
 * administration's to say: an owner could otherwise undo it.
 */
export const updateOwnAppSchema = z.strictObject({
  name: nameSchema.optional(),
  description: descriptionSchema.nullable().optional(),
});
export type UpdateOwnAppRequest = z.output<typeof updateOwnAppSchema>;
