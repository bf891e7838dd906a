import { z } from 'zod';
import type { AccessKeyRecord } from '../../../modules/access-keys/index.js';
import {
  cidrListSchema,
  nameSchema,
  originListSchema,
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
import { roleListSchema, timeSchema } from '../shared.schema.js';

const tokenTypeSchema = z.enum(['app_token', 'person_token']);
const tokenTypesSchema = z
  .array(tokenTypeSchema)
  .min(1, 'must name at least one type')
  .max(2, 'must have at most 2 entries');
const assertableRolesSchema = roleListSchema
  .nullable()
  .meta({ description: 'The roles that a person token may assert; null: any.' });

/** `POST /admin/apps/{app_id}/access-keys` */
export const createAccessKeySchema = z
  .strictObject({
    name: nameSchema,
    token_types: tokenTypesSchema.default(['app_token', 'person_token']),
    assertable_roles: assertableRolesSchema.default(null),
    scopes: scopeListSchema.default([]),
    ip_allowlist: cidrListSchema.nullable().default(null).meta({ example: null }),
    origin_allowlist: originListSchema.nullable().default(null).meta({ example: null }),
    ...limitMembers,
  })
  .superRefine(oneWayOnly);
export type CreateAccessKeyRequest = z.output<typeof createAccessKeySchema>;

/** `PATCH …/access-keys/{access_key_id}`: what is absent stays as it is. */
export const updateAccessKeySchema = z
  .strictObject({
    name: nameSchema.optional(),
    token_types: tokenTypesSchema.optional(),
    assertable_roles: assertableRolesSchema.optional(),
    scopes: scopeListSchema.optional(),
    ip_allowlist: cidrListSchema.nullable().optional(),
    origin_allowlist: originListSchema.nullable().optional(),
    ...limitMembers,
    enabled: z.boolean().optional(),
  })
  .superRefine(oneWayOnly);
export type UpdateAccessKeyRequest = z.output<typeof updateAccessKeySchema>;

const secretSchema = z.object({
  id: z.string(),
  preview: z.string(),
  created_at: timeSchema,
  retires_at: timeSchema.nullable(),
  last_used_at: secretLastUsedSchema,
});

export const accessKeySchema = z.object({
  id: z.string(),
  app_id: z.string(),
  ak: z.string().meta({ description: 'The `iss` of the tokens that are signed with the SK.' }),
  name: z.string(),
  preview: z.string().meta({ description: 'Both ends of the newest SK.' }),
  token_types: z.array(tokenTypeSchema),
  assertable_roles: z.array(z.string()).nullable(),
  scopes: z.array(z.string()),
  ip_allowlist: z.array(z.string()).nullable(),
  origin_allowlist: z.array(z.string()).nullable(),
  ...credentialLimitsViewMembers,
  enabled: z.boolean().meta({ description: 'False while it is disabled, and once it is revoked.' }),
  disabled_at: timeSchema.nullable(),
  revoked_at: timeSchema.nullable(),
  created_at: timeSchema,
  updated_at: timeSchema,
  last_used: lastUsedSchema,
  secrets: z
    .array(secretSchema)
    .meta({ description: 'The SKs that work while the access key does; none once it is revoked.' }),
});
export type AccessKeyView = z.output<typeof accessKeySchema>;

export const accessKeyPageSchema = pageSchema(accessKeySchema);

export const issuedAccessKeySchema = accessKeySchema.extend({
  sk: z.string().meta({ description: 'The SK. It is shown this once.' }),
});
export type IssuedAccessKeyView = z.output<typeof issuedAccessKeySchema>;

/** @param viewer whose limits are the first to show */
export function toAccessKeyView(
  viewer: LimitSetter,
  accessKey: AccessKeyRecord,
  uses: RecordedUses,
): AccessKeyView {
  return {
    id: accessKey.id,
    app_id: accessKey.appId,
    ak: accessKey.ak,
    name: accessKey.name,
    preview: accessKey.preview,
    token_types: [...accessKey.tokenTypes],
    assertable_roles: copyOf(accessKey.assertableRoles),
    scopes: [...accessKey.scopes],
    ip_allowlist: copyOf(accessKey.ipAllowlist),
    origin_allowlist: copyOf(accessKey.originAllowlist),
    ...toCredentialLimitsView(viewer, accessKey),
    enabled: accessKey.disabledAt === null && accessKey.revokedAt === null,
    disabled_at: toRfc3339OrNull(accessKey.disabledAt),
    revoked_at: toRfc3339OrNull(accessKey.revokedAt),
    created_at: toRfc3339(accessKey.createdAt),
    updated_at: toRfc3339(accessKey.updatedAt),
    last_used: toLastUsedView(uses, accessKey.id),
    secrets: accessKey.secrets.map(({ id, preview, createdAt, retiresAt }) => ({
      id,
      preview,
      created_at: toRfc3339(createdAt),
      retires_at: toRfc3339OrNull(retiresAt),
      last_used_at: toSecretLastUsed(uses, accessKey.id, id),
    })),
  };
}

function copyOf(list: readonly string[] | null): string[] | null {
  return list === null ? null : [...list];
}
