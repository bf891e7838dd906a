import { z } from 'zod';
import type { LastUse, UsesOfCredential } from '../../modules/usage/index.js';
import { toRfc3339 } from '../../platform/http/index.js';
import { timeSchema } from './shared.schema.js';

/** Nothing is known, as of what was just created. */
export const NO_USES: UsesOfCredential = { last: null, bySecret: new Map() };

/** The latest use of a credential in a response. */
export const lastUsedSchema = z
  .object({ at: timeSchema, ip: z.string().nullable(), user_agent: z.string().nullable() })
  .nullable()
  .meta({
    description: 'The latest call that proved it, to the minute, whatever came of it; null: none.',
  });

export function toLastUsedView(use: LastUse | null): z.output<typeof lastUsedSchema> {
  if (use === null) return null;
  return { at: toRfc3339(use.usedAt), ip: use.address, user_agent: use.userAgent };
}

/** The latest use of one of its secrets in a response. */
export const secretLastUsedSchema = timeSchema.nullable();

/** @param secret the key of the secret's row */
export function secretLastUsed({ bySecret }: UsesOfCredential, secret: string): string | null {
  const use = bySecret.get(secret);
  return use === undefined ? null : toRfc3339(use.usedAt);
}
