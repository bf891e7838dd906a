import { z } from 'zod';
import {
  APPLICATION_TYPES,
  CLIENT_AUTH_METHODS,
  CLIENT_GRANT_TYPES,
  CLIENT_KINDS,
  INTROSPECTION_RIGHTS,
  machineScopeOf,
  toClientMetadata,
  type ClientJwks,
  type IssuedClientSecret,
  type RegisteredClient,
} from '../../../modules/oauth-clients/index.js';
import { nameSchema, toRfc3339, toRfc3339OrNull } from '../../../platform/http/index.js';
import { RecordedUses } from '../../../modules/usage/index.js';
import { lastUsedSchema, toLastUsedView } from '../last-used.schema.js';
import { pageSchema } from '../list-pages.js';
import {
  credentialLimitsViewMembers,
  limitMembers,
  oneWayOnly,
  toCredentialLimitsView,
  type LimitSetter,
} from '../limits.schema.js';
import { timeSchema } from '../shared.schema.js';

const uriListSchema = z
  .array(
    z
      .string()
      .max(2000, 'must have at most 2000 characters')
      .meta({ example: 'https://app.example.com/callback' }),
  )
  .max(20, 'must have at most 20 entries');

const scopeTextSchema = z.string().max(4000, 'must have at most 4000 characters');

const linkSchema = z
  .string()
  .max(2000, 'must have at most 2000 characters')
  .nullable()
  .optional()
  .meta({ example: 'https://app.example.com' });

/** A key set (RFC 7517 §5): what a key must be is known to `modules/oauth-clients`. */
const jwksSchema = z.strictObject({
  keys: z
    .array(
      z.record(
        z.string().max(100),
        z.union([z.string().max(4000), z.boolean(), z.array(z.string().max(4000)).max(10)]),
      ),
    )
    .max(10, 'must have at most 10 entries'),
});

/** Member names of RFC 7591 §2; how they fit together is known to `modules/oauth-clients`. */
const members = {
  client_name: nameSchema,
  kind: z.enum(CLIENT_KINDS).optional().meta({
    description:
      'What the client is: decides what is left out. Left out, it is told from the rest.',
  }),
  redirect_uris: uriListSchema.optional(),
  post_logout_redirect_uris: uriListSchema.optional(),
  grant_types: z.array(z.enum(CLIENT_GRANT_TYPES)).max(10).optional(),
  scope: scopeTextSchema.optional().meta({
    description: 'Space-separated scopes that users may grant the client.',
    example: 'openid profile orders:read',
  }),
  machine_scope: scopeTextSchema.nullable().optional().meta({
    description:
      'Space-separated scopes that the client may have as itself. Null, or left out: those of scope, but for sign-in.',
    example: null,
  }),
  resources: z
    .array(z.string().min(1, 'must not be empty').max(500, 'must have at most 500 characters'))
    .max(50, 'must have at most 50 entries')
    .nullable()
    .optional()
    .meta({
      description: 'Audiences of the protected APIs that the client may address. Null: any.',
      example: ['https://orders.example.com'],
    }),
  introspection: z.enum(INTROSPECTION_RIGHTS).optional().meta({
    description: 'Whose tokens the client may ask about: those issued to it, or any.',
  }),
  token_endpoint_auth_method: z.enum(CLIENT_AUTH_METHODS).optional(),
  jwks: jwksSchema.nullable().optional().meta({
    description: 'Public keys for private_key_jwt (RFC 7517 §5).',
    example: null,
  }),
  jwks_uri: linkSchema,
  application_type: z.enum(APPLICATION_TYPES).optional(),
  require_pkce: z.boolean().optional(),
  dpop_bound_access_tokens: z.boolean().optional(),
  require_pushed_authorization_requests: z.boolean().optional(),
  client_uri: linkSchema,
  logo_uri: linkSchema,
  policy_uri: linkSchema,
  tos_uri: linkSchema,
};

/** `POST /admin/apps/{app_id}/oauth-clients` */
export const createClientSchema = z
  .strictObject({ ...members, ...limitMembers })
  .superRefine(oneWayOnly);
export type CreateClientRequest = z.output<typeof createClientSchema>;

/** `PATCH …/oauth-clients/{client_id}`: what is absent stays as it is. */
export const updateClientSchema = z
  .strictObject({
    ...members,
    ...limitMembers,
    client_name: nameSchema.optional(),
    enabled: z.boolean().optional(),
  })
  .superRefine(oneWayOnly);
export type UpdateClientRequest = z.output<typeof updateClientSchema>;

export const clientSchema = z.object({
  client_id: z.string(),
  client_id_issued_at: z.int().meta({ description: 'Seconds since 1970 (RFC 7591 §3.2.1).' }),
  app_id: z.string(),
  client_name: z.string(),
  kind: z.string(),
  redirect_uris: z.array(z.string()),
  post_logout_redirect_uris: z.array(z.string()),
  grant_types: z.array(z.string()),
  response_types: z.array(z.string()),
  scope: z.string(),
  machine_scope: z
    .string()
    .nullable()
    .meta({ description: 'Null: the client cannot act as itself.' }),
  resources: z.array(z.string()).nullable(),
  introspection: z.string(),
  token_endpoint_auth_method: z.string(),
  jwks: jwksSchema.nullable(),
  jwks_uri: z.string().nullable(),
  application_type: z.string(),
  require_pkce: z.boolean(),
  dpop_bound_access_tokens: z.boolean(),
  require_pushed_authorization_requests: z.boolean(),
  client_uri: z.string().nullable(),
  logo_uri: z.string().nullable(),
  policy_uri: z.string().nullable(),
  tos_uri: z.string().nullable(),
  ...credentialLimitsViewMembers,
  metadata_url: z.string().nullable().meta({
    description: 'The client_id of a client that is known by its metadata document: its URL.',
  }),
  enabled: z.boolean(),
  disabled_at: timeSchema.nullable(),
  created_at: timeSchema,
  updated_at: timeSchema,
  last_used: lastUsedSchema,
});
export type ClientView = z.output<typeof clientSchema>;

export const clientPageSchema = pageSchema(clientSchema);

export const registeredClientSchema = clientSchema.extend({
  client_secret: z
    .string()
    .optional()
    .meta({ description: 'Shown this once. A public client has none.' }),
  client_secret_expires_at: z
    .int()
    .optional()
    .meta({ description: 'Seconds since 1970; 0: never (RFC 7591 §3.2.1).' }),
});
export type RegisteredClientView = z.output<typeof registeredClientSchema>;

/** @param viewer whose limits are the first to show */
export function toClientView(
  viewer: LimitSetter,
  client: RegisteredClient,
  uses: RecordedUses,
): ClientView {
  const { redirect_uris, post_logout_redirect_uris, grant_types, ...metadata } =
    toClientMetadata(client);
  return {
    ...metadata,
    client_id_issued_at: Math.floor(client.createdAt / 1000),
    app_id: client.appId,
    redirect_uris: [...redirect_uris],
    post_logout_redirect_uris: [...post_logout_redirect_uris],
    grant_types: [...grant_types],
    response_types: [...metadata.response_types],
    machine_scope: machineScopeOf(client),
    resources: client.resources === null ? null : [...client.resources],
    jwks: client.jwks === null ? null : toJwksView(client.jwks),
    ...toCredentialLimitsView(viewer, client),
    metadata_url: client.metadataUrl,
    enabled: client.disabledAt === null,
    disabled_at: toRfc3339OrNull(client.disabledAt),
    created_at: toRfc3339(client.createdAt),
    updated_at: toRfc3339(client.updatedAt),
    last_used: toLastUsedView(uses, client.id),
  };
}

function toJwksView({ keys }: ClientJwks): z.output<typeof jwksSchema> {
  return {
    keys: keys.map((key) =>
      Object.fromEntries(
        Object.entries(key).map(([name, value]) => [
          name,
          typeof value === 'object' ? [...value] : value,
        ]),
      ),
    ),
  };
}

/** Of a client that was registered just now. */
export function toRegisteredView(
  viewer: LimitSetter,
  client: RegisteredClient,
  secret: IssuedClientSecret | null,
): RegisteredClientView {
  if (secret === null) return toClientView(viewer, client, RecordedUses.NONE);
  const expiresAt = secret.expiresAt === null ? 0 : Math.floor(secret.expiresAt / 1000);
  return {
    ...toClientView(viewer, client, RecordedUses.NONE),
    client_secret: secret.secret,
    client_secret_expires_at: expiresAt,
  };
}
