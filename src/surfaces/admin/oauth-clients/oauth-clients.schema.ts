import { z } from 'zod';
import {
  APPLICATION_TYPES,
  CLIENT_AUTH_METHODS,
  CLIENT_GRANT_TYPES,
  toClientMetadata,
  type IssuedClientSecret,
  type RegisteredClient,
} from '../../../modules/oauth-clients/index.js';
import { nameSchema, toRfc3339, toRfc3339OrNull } from '../../../platform/http/index.js';
import { pageSchema } from '../list-pages.js';
import { timeSchema } from '../shared.schema.js';

const uriListSchema = z
  .array(
    z
      .string()
      .max(2000, 'must have at most 2000 characters')
      .meta({ example: 'https://app.example.com/callback' }),
  )
  .max(20, 'must have at most 20 entries');

/** Member names of RFC 7591 §2; how they fit together is known to `modules/oauth-clients`. */
const members = {
  client_name: nameSchema,
  redirect_uris: uriListSchema.optional(),
  post_logout_redirect_uris: uriListSchema.optional(),
  grant_types: z.array(z.enum(CLIENT_GRANT_TYPES)).max(10).optional(),
  scope: z.string().max(4000, 'must have at most 4000 characters').optional().meta({
    description: 'Space-separated scopes that the client may ask for.',
    example: 'openid profile orders:read',
  }),
  token_endpoint_auth_method: z.enum(CLIENT_AUTH_METHODS).optional(),
  application_type: z.enum(APPLICATION_TYPES).optional(),
  require_pkce: z.boolean().optional(),
};

/** `POST /admin/apps/{app_id}/oauth-clients` */
export const createClientSchema = z.strictObject(members);
export type CreateClientRequest = z.output<typeof createClientSchema>;

/** `PATCH …/oauth-clients/{client_id}`: what is absent stays as it is. */
export const updateClientSchema = z.strictObject({
  ...members,
  client_name: nameSchema.optional(),
  enabled: z.boolean().optional(),
});
export type UpdateClientRequest = z.output<typeof updateClientSchema>;

export const clientSchema = z.object({
  client_id: z.string(),
  client_id_issued_at: z.int().meta({ description: 'Seconds since 1970 (RFC 7591 §3.2.1).' }),
  app_id: z.string(),
  client_name: z.string(),
  redirect_uris: z.array(z.string()),
  post_logout_redirect_uris: z.array(z.string()),
  grant_types: z.array(z.string()),
  response_types: z.array(z.string()),
  scope: z.string(),
  token_endpoint_auth_method: z.string(),
  application_type: z.string(),
  require_pkce: z.boolean(),
  enabled: z.boolean(),
  disabled_at: timeSchema.nullable(),
  created_at: timeSchema,
  updated_at: timeSchema,
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

export function toClientView(client: RegisteredClient): ClientView {
  const metadata = toClientMetadata(client);
  return {
    client_id: metadata.client_id,
    client_id_issued_at: Math.floor(client.createdAt / 1000),
    app_id: client.appId,
    client_name: metadata.client_name,
    redirect_uris: [...(metadata.redirect_uris ?? [])],
    post_logout_redirect_uris: [...(metadata.post_logout_redirect_uris ?? [])],
    grant_types: [...(metadata.grant_types ?? [])],
    response_types: [...metadata.response_types],
    scope: client.scope,
    token_endpoint_auth_method: client.tokenEndpointAuthMethod,
    application_type: client.applicationType,
    require_pkce: client.requirePkce,
    enabled: client.disabledAt === null,
    disabled_at: toRfc3339OrNull(client.disabledAt),
    created_at: toRfc3339(client.createdAt),
    updated_at: toRfc3339(client.updatedAt),
  };
}

export function toRegisteredView(
  client: RegisteredClient,
  secret: IssuedClientSecret | null,
): RegisteredClientView {
  if (secret === null) return toClientView(client);
  const expiresAt = secret.expiresAt === null ? 0 : Math.floor(secret.expiresAt / 1000);
  return {
    ...toClientView(client),
    client_secret: secret.secret,
    client_secret_expires_at: expiresAt,
  };
}
