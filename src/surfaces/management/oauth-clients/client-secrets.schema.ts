import { z } from 'zod';
import type { ClientSecretInfo } from '../../../modules/oauth-clients/index.js';
import { rfc3339Schema, toRfc3339, toRfc3339OrNull } from '../../../platform/http/index.js';
import { overlapSecondsSchema, timeSchema } from '../shared.schema.js';

/** `POST …/oauth-clients/{client_id}/secrets`; the body may be left out. */
export const addSecretSchema = z
  .strictObject({
    expires_at: rfc3339Schema.nullable().default(null),
    overlap_seconds: overlapSecondsSchema.nullable().default(null).meta({
      description:
        'How long the other secrets still work beside the new one. Null, or left out: as long as before.',
    }),
  })
  .nullish()
  .transform((body) => body ?? { expires_at: null, overlap_seconds: null });
export type AddSecretRequest = z.output<typeof addSecretSchema>;

export const clientSecretSchema = z.object({
  id: z.string(),
  preview: z.string(),
  expires_at: timeSchema.nullable(),
  last_used_at: timeSchema.nullable().meta({ description: 'To the minute; null: never.' }),
  created_at: timeSchema,
});
export type ClientSecretView = z.output<typeof clientSecretSchema>;

/** A client has few secrets: there is no second page. */
export const clientSecretListSchema = z.object({
  data: z.array(clientSecretSchema),
  next_cursor: z.null(),
});
export type ClientSecretList = z.output<typeof clientSecretListSchema>;

export const issuedSecretSchema = clientSecretSchema.extend({
  client_secret: z.string().meta({ description: 'The secret. It is shown this once.' }),
});
export type IssuedSecretView = z.output<typeof issuedSecretSchema>;

export function toSecretView(secret: ClientSecretInfo): ClientSecretView {
  return {
    id: secret.id,
    preview: secret.preview,
    expires_at: toRfc3339OrNull(secret.expiresAt),
    last_used_at: toRfc3339OrNull(secret.lastUsedAt),
    created_at: toRfc3339(secret.createdAt),
  };
}
