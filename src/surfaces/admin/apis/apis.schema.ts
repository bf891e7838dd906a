import { z } from 'zod';
import { CREDENTIAL_KINDS } from '../../../kernel/principal.js';
import type {
  ProtectedApiInput,
  ProtectedApiRecord,
} from '../../../modules/protected-apis/index.js';
import {
  nameSchema,
  quotaSchema,
  scopeListSchema,
  toQuota,
  toRfc3339,
} from '../../../platform/http/index.js';
import { isReservedScope } from '../admin-scopes.js';
import { pageSchema } from '../../management/list-pages.js';
import { quotaViewSchema, timeSchema, toQuotaView } from '../../management/shared.schema.js';

const apiScopesSchema = z
  .array(
    z.strictObject({
      name: scopeListSchema.element.refine((name) => !isReservedScope(name), {
        error: 'is reserved: it has a meaning of its own on this server',
      }),
      description: z.string().trim().max(500, 'must have at most 500 characters').default(''),
    }),
  )
  .max(100, 'must have at most 100 entries');

const acceptSchema = z
  .array(z.enum(CREDENTIAL_KINDS))
  .min(1, 'must name at least one kind')
  .max(CREDENTIAL_KINDS.length, 'must not name a kind twice')
  .refine((kinds) => new Set(kinds).size === kinds.length, { error: 'must not name a kind twice' });

const routesSchema = z
  .array(
    z.strictObject({
      methods: z
        .array(z.string().max(20).meta({ example: 'GET' }))
        .min(1, 'must name at least one method')
        .max(20),
      path: z
        .string()
        .min(1, 'must not be empty')
        .max(500, 'must have at most 500 characters')
        .meta({ example: '/items/{id}' }),
      scopes: scopeListSchema,
    }),
  )
  .max(500, 'must have at most 500 entries');

// What prefixes, upstreams and patterns may be is known to `modules/protected-apis`.
const optional = {
  audience: z
    .string()
    .min(1, 'must not be empty')
    .max(500)
    .meta({ example: 'https://orders.example.com' })
    .optional(),
  path_aliases: z
    .array(z.string().max(200).meta({ example: '/v1/orders' }))
    .max(20, 'must have at most 20 entries')
    .optional(),
  upstream: z.string().max(500).nullable().meta({ example: 'http://127.0.0.1:8080' }).optional(),
  scopes: apiScopesSchema.optional(),
  accept: acceptSchema.optional(),
  query_key: z
    .boolean()
    .optional()
    .meta({ description: 'Whether an API key may come in the query. Such keys end up in logs.' }),
  anonymous: quotaSchema.nullable().optional().meta({
    description: 'The quota that all anonymous callers share; null: none may call.',
    example: null,
  }),
  rate_limit: quotaSchema.nullable().optional(),
  routes: routesSchema.optional(),
};
const apiNameSchema = nameSchema.max(100, 'must have at most 100 characters');
const prefixSchema = z
  .string()
  .max(200, 'must have at most 200 characters')
  .meta({ example: '/orders' });

/** `POST /admin/apis` */
export const createApiSchema = z.strictObject({
  name: apiNameSchema,
  path_prefix: prefixSchema,
  ...optional,
});

/** `PATCH /admin/apis/{api_id}`: what is absent stays as it is. */
export const updateApiSchema = z.strictObject({
  name: apiNameSchema.optional(),
  path_prefix: prefixSchema.optional(),
  ...optional,
});
export type CreateApiRequest = z.output<typeof createApiSchema>;
export type UpdateApiRequest = z.output<typeof updateApiSchema>;

export const apiSchema = z.object({
  id: z.string(),
  name: z.string(),
  audience: z.string(),
  path_prefix: z.string(),
  path_aliases: z.array(z.string()),
  upstream: z.string().nullable(),
  scopes: z.array(z.object({ name: z.string(), description: z.string() })),
  accept: z.array(z.enum(CREDENTIAL_KINDS)),
  query_key: z.boolean(),
  anonymous: quotaViewSchema.nullable(),
  rate_limit: quotaViewSchema.nullable(),
  routes: z.array(
    z.object({ methods: z.array(z.string()), path: z.string(), scopes: z.array(z.string()) }),
  ),
  created_at: timeSchema,
  updated_at: timeSchema,
});
export type ApiView = z.output<typeof apiSchema>;

export const apiPageSchema = pageSchema(apiSchema);

export function toApiView(api: ProtectedApiRecord): ApiView {
  return {
    id: api.id,
    name: api.name,
    audience: api.audience,
    path_prefix: api.pathPrefix,
    path_aliases: api.pathAliases,
    upstream: api.upstream,
    scopes: api.scopes.map(({ name, description }) => ({ name, description })),
    accept: api.accept,
    query_key: api.queryKey,
    anonymous: toQuotaView(api.anonymous),
    rate_limit: toQuotaView(api.rateLimit),
    routes: api.routes.map(({ methods, path, scopes }) => ({ methods, path, scopes })),
    created_at: toRfc3339(api.createdAt),
    updated_at: toRfc3339(api.updatedAt),
  };
}

/** The members of a request that are named differently inside. */
export function toApiMembers(
  body: UpdateApiRequest,
): Omit<ProtectedApiInput, 'name' | 'pathPrefix'> {
  return {
    audience: body.audience,
    pathAliases: body.path_aliases,
    upstream: body.upstream,
    scopes: body.scopes,
    accept: body.accept,
    queryKey: body.query_key,
    anonymous: body.anonymous ? toQuota(body.anonymous) : body.anonymous,
    rateLimit: body.rate_limit ? toQuota(body.rate_limit) : body.rate_limit,
    routes: body.routes,
  };
}
