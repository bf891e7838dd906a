import { z } from 'zod';
import { HELD_STATES, type Held, type HeldFilter } from '../../../platform/database/index.js';
import { idSchema, listQuerySchema, rfc3339Schema } from '../../../platform/http/index.js';
import { accessKeySchema } from '../access-keys/access-keys.schema.js';
import { apiKeySchema } from '../api-keys/api-keys.schema.js';
import { pageSchema } from '../list-pages.js';
import { clientSchema } from '../oauth-clients/oauth-clients.schema.js';

const filterMembers = {
  app_id: idSchema('app').optional(),
  q: z
    .string()
    .min(1, 'must not be empty')
    .max(100, 'must have at most 100 characters')
    .optional()
    .meta({ description: 'A part of the name.' }),
};
const stateMember = (states: readonly (typeof HELD_STATES)[number][]) =>
  z.enum(states, { error: `must be ${states.join(', ')}` }).optional();
const flagSchema = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .optional();
const unusedMember = flagSchema.meta({ description: '`true`: only what was never used.' });
const rotatingMember = flagSchema.meta({
  description: '`true`: only those of which a secret that was replaced still works.',
});

/** `GET /admin/api-keys` and `GET /account/api-keys` */
export const heldApiKeysQuerySchema = listQuerySchema.extend({
  ...filterMembers,
  state: stateMember(HELD_STATES),
  expires_before: rfc3339Schema.optional(),
  unused: unusedMember,
  rotating: rotatingMember,
});
export type HeldApiKeysQuery = z.output<typeof heldApiKeysQuerySchema>;

/** `GET /admin/access-keys` and `GET /account/access-keys` */
export const heldAccessKeysQuerySchema = listQuerySchema.extend({
  ...filterMembers,
  state: stateMember(['active', 'disabled', 'revoked']),
  unused: unusedMember,
  rotating: rotatingMember,
});
export type HeldAccessKeysQuery = z.output<typeof heldAccessKeysQuerySchema>;

/** `GET /admin/oauth-clients` and `GET /account/oauth-clients` */
export const heldClientsQuerySchema = listQuerySchema.extend({
  ...filterMembers,
  state: stateMember(['active', 'disabled']),
});
export type HeldClientsQuery = z.output<typeof heldClientsQuerySchema>;

const holderMembers = {
  app_name: z.string(),
  owner_id: z.string().nullable().meta({ description: 'Null: the app is the administration’s.' }),
};

export const heldApiKeySchema = apiKeySchema.extend(holderMembers);
export type HeldApiKeyView = z.output<typeof heldApiKeySchema>;
export const heldApiKeyPageSchema = pageSchema(heldApiKeySchema);

export const heldAccessKeySchema = accessKeySchema.extend(holderMembers);
export type HeldAccessKeyView = z.output<typeof heldAccessKeySchema>;
export const heldAccessKeyPageSchema = pageSchema(heldAccessKeySchema);

export const heldClientSchema = clientSchema.extend(holderMembers);
export type HeldClientView = z.output<typeof heldClientSchema>;
export const heldClientPageSchema = pageSchema(heldClientSchema);

/** What all of these queries have in common, for the list of one owner, or of everybody. */
export function toHeldFilter(
  ownerId: string | undefined,
  query: Partial<HeldApiKeysQuery>,
): HeldFilter {
  return {
    ownerId,
    appId: query.app_id,
    q: query.q,
    state: query.state,
    expiresBefore: query.expires_before,
    unused: query.unused,
    rotating: query.rotating,
  };
}

/** The members that such a list adds to the view of a row. */
export function holderView({ appName, ownerId }: Omit<Held<unknown>, 'row'>) {
  return { app_name: appName, owner_id: ownerId };
}
