import { z } from 'zod';
import { lastUsedSchema } from '../last-used.schema.js';
import { timeSchema } from '../shared.schema.js';

const LONGEST_PASTED = 16_384;

/** `POST /admin/credentials/find` and `POST /account/credentials/find` */
export const findCredentialSchema = z.strictObject({
  credential: z
    .string()
    .min(1, 'must not be empty')
    .max(LONGEST_PASTED, `must have at most ${LONGEST_PASTED} characters`)
    .meta({
      description:
        'An API key, an AK or SK, a token signed with one, a client secret, or a token that was issued here.',
      example: 'ost_live_…',
    }),
});
export type FindCredentialRequest = z.output<typeof findCredentialSchema>;

export const LEAKED_KINDS = [
  'api_key',
  'access_key',
  'oauth_client_secret',
  'access_token',
  'login_token',
  'refresh_token',
] as const;

const LEAK_STATES = ['active', 'disabled', 'expired', 'replaced', 'revoked'] as const;
export type LeakState = (typeof LEAK_STATES)[number];

export const foundCredentialSchema = z.object({
  kind: z.enum(LEAKED_KINDS),
  id: z.string().meta({ description: 'Of the key, the client secret, the client or the session.' }),
  name: z.string().nullable().meta({ description: 'Of the key, the client or the user.' }),
  preview: z.string().nullable().meta({ description: 'Both ends of a secret that has some.' }),
  is_secret: z.boolean().meta({
    description: 'False for an AK, which is public by itself, and for a token that names it.',
  }),
  app_id: z.string().nullable(),
  app_name: z.string().nullable(),
  owner_id: z.string().nullable().meta({ description: 'Who owns the app.' }),
  user_id: z.string().nullable().meta({ description: 'Whom a token speaks for.' }),
  state: z
    .enum(LEAK_STATES)
    .meta({ description: '`active`: it opens doors. `replaced`: a newer secret took its place.' }),
  created_at: timeSchema.nullable(),
  expires_at: timeSchema.nullable(),
  last_used: lastUsedSchema,
  links: z.object({
    self: z.string().nullable().meta({ description: 'Where the object is managed.' }),
    revoke: z
      .string()
      .nullable()
      .meta({ description: '`DELETE` it to end what was found; null: there is no such call.' }),
  }),
});
export type FoundCredentialView = z.output<typeof foundCredentialSchema>;

/** A header line, or a scheme, that was copied along. */
const WRAPPING = /^(?:[a-z-]{4,40}:\s*)?(?:(?:bearer|apikey|dpop)\s+)?/i;

/** What was pasted without what usually stands around it. */
export function unwrapped(pasted: string): string {
  const trimmed = pasted.trim().replace(/^(["'`])(.*)\1$/s, '$2');
  return trimmed.replace(WRAPPING, '').trim();
}
