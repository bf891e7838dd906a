import { z } from 'zod';
import type { RecordedUses } from '../../modules/usage/index.js';
import { toRfc3339, toRfc3339OrNull } from '../../platform/http/index.js';
import { timeSchema } from './shared.schema.js';

/** The last use of a credential, in a response. */
export const lastUsedSchema = z
  .object({
    at: timeSchema,
    ip: z.string().nullable(),
    user_agent: z.string().nullable(),
  })
  .nullable()
  .meta({ description: 'The last use, to the minute; null: it was never used.' });

/** The last use of one of its secrets, in a response. */
export const secretLastUsedSchema = timeSchema
  .nullable()
  .meta({ description: 'To the minute; null: never.' });

export function toLastUsedView(
  uses: RecordedUses,
  credentialId: string,
): z.output<typeof lastUsedSchema> {
  const use = uses.ofCredential(credentialId);
  if (use === null) return null;
  return { at: toRfc3339(use.usedAt), ip: use.clientAddress, user_agent: use.userAgent };
}

/** @param secret the key of the secret's row */
export function toSecretLastUsed(
  uses: RecordedUses,
  credentialId: string,
  secret: string,
): string | null {
  return toRfc3339OrNull(uses.ofSecret(credentialId, secret));
}
