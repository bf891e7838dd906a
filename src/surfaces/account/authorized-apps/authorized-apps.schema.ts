import { z } from 'zod';
import type { ClientStanding } from '../../../modules/oauth-clients/index.js';
import type { Authorization } from '../../../modules/tokens/index.js';
import { toRfc3339, toRfc3339OrNull } from '../../../platform/http/index.js';
import { pageSchema } from '../../management/list-pages.js';
import { timeSchema } from '../../management/shared.schema.js';

const allowedSchema = z.object({
  resource: z
    .string()
    .nullable()
    .meta({ description: 'The API (RFC 8707); null: what is told at sign-in.' }),
  scopes: z.array(z.string()),
});

export const authorizedAppSchema = z.object({
  client_id: z.string(),
  client_name: z.string(),
  app_name: z.string(),
  owner_name: z
    .string()
    .nullable()
    .meta({ description: 'Who answers for the app; null: the administration of this server.' }),
  allowed: z.array(allowedSchema),
  claims: z
    .array(z.string())
    .meta({ description: 'Single facts that were asked for beyond the scopes.' }),
  allowed_at: timeSchema,
  last_used_at: timeSchema.nullable().meta({
    description: 'When it last got a token; null: longer ago than is remembered.',
  }),
});
export type AuthorizedAppView = z.output<typeof authorizedAppSchema>;

export const authorizedAppListSchema = pageSchema(authorizedAppSchema);

export function toAuthorizedAppView(
  authorization: Authorization,
  { client, appName }: ClientStanding,
  ownerName: string | null,
): AuthorizedAppView {
  const { openid, resources, claims = [], allowedAt, lastUsedAt } = authorization;
  const allowed = [[null, openid] as const, ...Object.entries(resources)]
    .map(([resource, scope]) => ({ resource, scopes: scope.split(' ').filter(Boolean) }))
    .filter(({ scopes }) => scopes.length > 0);
  return {
    client_id: client.id,
    client_name: client.clientName,
    app_name: appName,
    owner_name: ownerName,
    allowed,
    claims: [...claims],
    allowed_at: toRfc3339(allowedAt),
    last_used_at: toRfc3339OrNull(lastUsedAt),
  };
}
