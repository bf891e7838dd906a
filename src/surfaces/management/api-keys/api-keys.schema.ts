import { z } from 'zod';
import type { ApiKeyRecord } from '../../../modules/api-keys/index.js';
import {
  cidrListSchema,
  nameSchema,
  originListSchema,
  rfc3339Schema,
  scopeListSchema,
  toRfc3339,
  toRfc3339OrNull,
} from '../../../platform/http/index.js';
import type { RecordedUses } from '../../../modules/usage/index.js';
import {
  lastUsedSchema,
  secretLastUsedSchema,
  toLastUsedView,
  toSecretLastUsed,
} from '../last-used.schema.js';
import { pageSchema } from '../list-pages.js';
import {
  credentialLimitsViewMembers,
  limitMembers,
  oneWayOnly,
  toCredentialLimitsView,
  type LimitSetter,
} from '../limits.schema.js';
import { timeSchema } from '../shared.schema.js';

/** `POST /admin/apps/{app_id}/api-keys` */
export const createApiKeySchema = z
  .strictObject({
    name: nameSchema,
    scopes: scopeListSchema.default([]),
    environment: z.enum(['live', 'test']).default('live'),
    expires_at: rfc3339Schema.nullable().default(null).meta({ example: null }),
    ip_allowlist: cidrListSchema.nullable().default(null).meta({ example: null }),
    origin_allowlist: originListSchema.nullable().default(null).meta({ example: null }),
    ...limitMembers,
  })
  .superRefine(oneWayOnly);
export type CreateApiKeyRequest = z.output<typeof createApiKeySchema>;

/** `PATCH …/api-keys/{key_id}`: what is absent stays as it is. */
export const updateApiKeySchema = z
  .strictObject({
    name: nameSchema.optional(),
    scopes: scopeListSchema.optional(),
    expires_at: rfc3339Schema.nullable().optional(),
    ip_allowlist: cidrListSchema.nullable().optional(),
    origin_allowlist: originListSchema.nullable().optional(),
    ...limitMembers,
    enabled: z.boolean().optional(),
  })
  .superRefine(oneWayOnly);
export type UpdateApiKeyRequest = z.output<typeof updateApiKeySchema>;

const secretSchema = z.object({
  preview: z.string(),
  created_at: timeSchema,
  retires_at: timeSchema.nullable(),
  last_used_at: secretLastUsedSchema,
});

export const apiKeySchema = z.object({
  id: z.string(),
  app_id: z.string(),
  name: z.string(),
  environment: z.enum(['live', 'test']),
  preview: z.string().meta({ description: 'Both ends of the newest secret.' }),
  scopes: z.array(z.string()),
  ip_allowlist: z.array(z.string()).nullable(),
  origin_allowlist: z.array(z.string()).nullable(),
  ...credentialLimitsViewMembers,
  expires_at: timeSchema.nullable(),
  enabled: z.boolean().meta({ description: 'False while it is disabled, and once it is revoked.' }),
  disabled_at: timeSchema.nullable(),
  revoked_at: timeSchema.nullable(),
  created_at: timeSchema,
  updated_at: timeSchema,
  last_used: lastUsedSchema,
  secrets: z
    .array(secretSchema)
    .meta({ description: 'The secrets that work while the key does; none once it is revoked.' }),
});
export type ApiKeyView = z.output<typeof apiKeySchema>;

export const apiKeyPageSchema = pageSchema(apiKeySchema);

export const issuedApiKeySchema = apiKeySchema.extend({
  key: z.string().meta({ description: 'The API key. It is shown this once.' }),
});
export type IssuedApiKeyView = z.output<typeof issuedApiKeySchema>;

/** @param viewer whose limits are the first to show */
export function toApiKeyView(
  viewer: LimitSetter,
  apiKey: ApiKeyRecord,
  uses: RecordedUses,
): ApiKeyView {
  return {
    id: apiKey.id,
    app_id: apiKey.appId,
    name: apiKey.name,
    environment: apiKey.environment,
    preview: apiKey.preview,
    scopes: [...apiKey.scopes],
    ip_allowlist: apiKey.ipAllowlist === null ? null : [...apiKey.ipAllowlist],
    origin_allowlist: apiKey.originAllowlist === null ? null : [...apiKey.originAllowlist],
    ...toCredentialLimitsView(viewer, apiKey),
    expires_at: toRfc3339OrNull(apiKey.expiresAt),
    enabled: apiKey.disabledAt === null && apiKey.revokedAt === null,
    disabled_at: toRfc3339OrNull(apiKey.disabledAt),
    revoked_at: toRfc3339OrNull(apiKey.revokedAt),
    created_at: toRfc3339(apiKey.createdAt),
    updated_at: toRfc3339(apiKey.updatedAt),
    last_used: toLastUsedView(uses, apiKey.id),
    secrets: apiKey.secrets.map(({ digest, preview, createdAt, retiresAt }) => ({
      preview,
      created_at: toRfc3339(createdAt),
      retires_at: toRfc3339OrNull(retiresAt),
      last_used_at: toSecretLastUsed(uses, apiKey.id, digest),
    })),
  };
}
