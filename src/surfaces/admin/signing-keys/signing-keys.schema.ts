import { z } from 'zod';
import type { SigningKeyRecord } from '../../../modules/tokens/index.js';
import { toRfc3339, toRfc3339OrNull } from '../../../platform/http/index.js';
import { timeSchema } from '../../management/shared.schema.js';

const useSchema = z.enum(['access', 'id_token']).meta({
  description: '`access`: access and login tokens (ES256). `id_token`: ID tokens (RS256).',
});

/** `POST /admin/signing-keys/rotate`; without a body all uses are rotated. */
export const rotateKeysSchema = z
  .strictObject({
    use: useSchema.optional(),
    force: z.boolean().default(false).meta({
      description:
        'Do not wait until the next key has been published for a day. Who keeps an older key set refuses new tokens until reading it again.',
    }),
  })
  .nullish()
  .transform((body) => body ?? { force: false });
export type RotateKeysRequest = z.output<typeof rotateKeysSchema>;

export const signingKeySchema = z.object({
  id: z.string().meta({ description: 'The `kid` of its tokens: its JWK thumbprint (RFC 7638).' }),
  use: useSchema,
  algorithm: z.enum(['ES256', 'RS256']),
  state: z.enum(['next', 'active', 'retiring', 'retired', 'revoked']).meta({
    description:
      '`next` is published and waits; `active` signs; `retiring` still verifies what it signed; `retired` and `revoked` are trusted no more.',
  }),
  created_at: timeSchema,
  ready_at: timeSchema
    .nullable()
    .meta({ description: 'When it has been published long enough to sign.' }),
  activated_at: timeSchema.nullable(),
  retires_at: timeSchema
    .nullable()
    .meta({ description: 'When the last that it signed is of no use any more.' }),
  retired_at: timeSchema.nullable(),
  revoked_at: timeSchema.nullable(),
});
export type SigningKeyView = z.output<typeof signingKeySchema>;

/** There are few keys: there is no second page. */
export const signingKeyListSchema = z.object({
  data: z.array(signingKeySchema),
  next_cursor: z.null(),
});
export type SigningKeyList = z.output<typeof signingKeyListSchema>;

/** Member by member: what else a key has must never be seen. */
export function toSigningKeyView(key: SigningKeyRecord): SigningKeyView {
  return {
    id: key.id,
    use: key.use,
    algorithm: key.algorithm,
    state: key.state,
    created_at: toRfc3339(key.createdAt),
    ready_at: toRfc3339OrNull(key.readyAt),
    activated_at: toRfc3339OrNull(key.activatedAt),
    retires_at: toRfc3339OrNull(key.retiresAt),
    retired_at: toRfc3339OrNull(key.retiredAt),
    revoked_at: toRfc3339OrNull(key.revokedAt),
  };
}
