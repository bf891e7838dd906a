import { z } from 'zod';
import { CREDENTIAL_KINDS } from '../../../kernel/principal.js';
import type { ProtectedApiRecord } from '../../../modules/protected-apis/index.js';
import { pageSchema } from '../../management/list-pages.js';

/** What a consumer needs to know of an API: nothing of what stands behind the door. */
const callableApiSchema = z.object({
  id: z.string(),
  name: z.string(),
  audience: z.string(),
  url: z.string().meta({ description: 'What calls begin with.' }),
  host: z.string().nullable(),
  path_prefix: z.string(),
  scopes: z.array(z.object({ name: z.string(), description: z.string() })),
  accept: z.array(z.enum(CREDENTIAL_KINDS)),
  environment: z.enum(['live', 'test']).nullable(),
  access: z.enum(['all', 'granted']),
  granted_app_ids: z.array(z.string()).meta({
    description:
      'Apps of yours that it was granted to. Where `access` is `all`, no grant is needed.',
  }),
});
export type CallableApiView = z.output<typeof callableApiSchema>;

export const callableApiPageSchema = pageSchema(callableApiSchema);

export function toCallableApiView(
  api: ProtectedApiRecord,
  publicUrl: string,
  grantedAppIds: string[],
): CallableApiView {
  const origin = api.host === null ? publicUrl : `${new URL(publicUrl).protocol}//${api.host}`;
  return {
    id: api.id,
    name: api.name,
    audience: api.audience,
    url: api.pathPrefix === '/' ? origin : `${origin}${api.pathPrefix}`,
    host: api.host,
    path_prefix: api.pathPrefix,
    scopes: api.scopes.map(({ name, description }) => ({ name, description })),
    accept: api.accept,
    environment: api.environment,
    access: api.access,
    granted_app_ids: grantedAppIds,
  };
}
