import { z } from 'zod';
import { CREDENTIAL_KINDS } from '../../../kernel/principal.js';
import {
  DEFAULT_UPSTREAM_OPTIONS,
  type ProtectedApiInput,
  type ProtectedApiRecord,
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
import {
  limitMembers,
  limitsViewMembers,
  oneWayOnly,
  rateLimitListSchema,
  toLimitChanges,
  toLimitsView,
  toWindowView,
} from '../../management/limits.schema.js';
import { quotaViewSchema, timeSchema, toQuotaView } from '../../management/shared.schema.js';
import {
  toOptions,
  toOptionsView,
  upstreamOptionsSchema,
  upstreamOptionsViewSchema,
} from './upstream-options.schema.js';

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
      scopes: scopeListSchema.default([]),
      accept: acceptSchema.optional().meta({
        description: 'Kinds that are accepted here in place of those of the API.',
      }),
      public: z.boolean().optional().meta({
        description: 'Whether nothing needs to be shown here. What is shown has to be good.',
        example: false,
      }),
    }),
  )
  .max(5_000, 'must have at most 5000 entries');

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
  host: z.string().max(260).nullable().meta({ example: null }).optional().meta({
    description:
      'The `Host` of the calls, with its port if it has one; null: the API is found by its prefix.',
  }),
  path_prefix: z
    .string()
    .max(200, 'must have at most 200 characters')
    .meta({ example: '/orders' })
    .optional()
    .meta({ description: 'Needed without a host; with one the default is `/`, every path.' }),
  upstream: z.string().max(500).nullable().meta({ example: 'http://127.0.0.1:8080' }).optional(),
  upstream_options: upstreamOptionsSchema.nullable().optional(),
  scopes: apiScopesSchema.optional(),
  accept: acceptSchema.optional(),
  query_key: z
    .boolean()
    .optional()
    .meta({ description: 'Whether an API key may come in the query. Such keys end up in logs.' }),
  query_key_name: z
    .string()
    .regex(/^[A-Za-z0-9._~-]{1,100}$/, 'must be letters, digits and ._~-')
    .nullable()
    .optional()
    .meta({
      description: 'The one parameter that carries keys; null: `api_key` and `key`.',
      example: null,
    }),
  environment: z.enum(['live', 'test']).nullable().optional().meta({
    description: 'Which API keys are taken; null: those of both environments.',
    example: 'live',
  }),
  access: z.enum(['all', 'granted']).optional().meta({
    description: 'Whether every app may call, or only those with a grant.',
    example: 'all',
  }),
  anonymous: quotaSchema.nullable().optional().meta({
    description: 'The quota that all anonymous callers share; null: none may call.',
    example: null,
  }),
  ...limitMembers,
  total_rate_limits: rateLimitListSchema.optional().meta({
    description: 'Windows for all callers of the API together; empty: none.',
  }),
  routes: routesSchema.optional(),
};
const apiNameSchema = nameSchema.max(100, 'must have at most 100 characters');

/** `POST /admin/apis` */
export const createApiSchema = z
  .strictObject({
    name: apiNameSchema,
    ...optional,
  })
  .superRefine(oneWayOnly);

/** `PATCH /admin/apis/{api_id}`: what is absent stays as it is. */
export const updateApiSchema = z
  .strictObject({
    name: apiNameSchema.optional(),
    ...optional,
  })
  .superRefine(oneWayOnly);
export type CreateApiRequest = z.output<typeof createApiSchema>;
export type UpdateApiRequest = z.output<typeof updateApiSchema>;

export const apiSchema = z.object({
  id: z.string(),
  name: z.string(),
  audience: z.string(),
  host: z.string().nullable(),
  path_prefix: z.string(),
  path_aliases: z.array(z.string()),
  upstream: z.string().nullable(),
  upstream_options: upstreamOptionsViewSchema,
  scopes: z.array(z.object({ name: z.string(), description: z.string() })),
  accept: z.array(z.enum(CREDENTIAL_KINDS)),
  query_key: z.boolean(),
  query_key_name: z.string().nullable(),
  environment: z.enum(['live', 'test']).nullable(),
  access: z.enum(['all', 'granted']),
  anonymous: quotaViewSchema.nullable(),
  ...limitsViewMembers,
  total_rate_limits: z.array(quotaViewSchema),
  routes: z.array(
    z.object({
      methods: z.array(z.string()),
      path: z.string(),
      scopes: z.array(z.string()),
      accept: z.array(z.enum(CREDENTIAL_KINDS)).optional(),
      public: z.boolean().optional(),
    }),
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
    host: api.host,
    path_prefix: api.pathPrefix,
    path_aliases: api.pathAliases,
    upstream: api.upstream,
    upstream_options: toOptionsView(api.upstreamOptions ?? DEFAULT_UPSTREAM_OPTIONS),
    scopes: api.scopes.map(({ name, description }) => ({ name, description })),
    accept: api.accept,
    query_key: api.queryKey,
    query_key_name: api.queryKeyName,
    environment: api.environment,
    access: api.access,
    anonymous: toQuotaView(api.anonymous),
    ...toLimitsView(api.limits),
    total_rate_limits: (api.totalLimits ?? []).map(toWindowView),
    routes: api.routes,
    created_at: toRfc3339(api.createdAt),
    updated_at: toRfc3339(api.updatedAt),
  };
}

/** The members of a request that are named differently inside. */
export function toApiMembers(body: UpdateApiRequest): Omit<ProtectedApiInput, 'name'> {
  return {
    audience: body.audience,
    host: body.host,
    pathPrefix: body.path_prefix,
    pathAliases: body.path_aliases,
    upstream: body.upstream,
    upstreamOptions: body.upstream_options
      ? toOptions(body.upstream_options)
      : body.upstream_options,
    scopes: body.scopes,
    accept: body.accept,
    queryKey: body.query_key,
    queryKeyName: body.query_key_name,
    environment: body.environment,
    access: body.access,
    anonymous: body.anonymous ? toQuota(body.anonymous) : body.anonymous,
    limits: toLimitChanges(body),
    totalLimits: body.total_rate_limits?.map(toQuota),
    routes: body.routes,
  };
}
