import { z } from 'zod';
import { AppError } from '../../kernel/errors/index.js';
import type { Quota } from '../../kernel/policy.js';
import { lineSchema } from '../../platform/http/index.js';

const LONGEST_OVERLAP_SECONDS = 2_592_000;

/** A time in a response. */
export const timeSchema = z.string().meta({ format: 'date-time' });

/** A limit in a response. */
export const quotaViewSchema = z.object({ limit: z.int(), window_seconds: z.int() });

/** How long what is replaced still works. */
export const overlapSecondsSchema = z
  .int()
  .min(0, 'must be at least 0')
  .max(LONGEST_OVERLAP_SECONDS, `must be at most ${LONGEST_OVERLAP_SECONDS}`);

/** `POST …/rotate`; without a body the old secret ends at once. */
export const rotateSchema = z
  .strictObject({
    overlap_seconds: overlapSecondsSchema
      .default(0)
      .meta({ description: 'How long the old secret still works beside the new one.' }),
  })
  .nullish()
  .transform((body) => body ?? { overlap_seconds: 0 });
export type RotateRequest = z.output<typeof rotateSchema>;

/** Names that are asserted or granted: readable text without control characters. */
export const roleListSchema = z
  .array(lineSchema(256).meta({ example: 'editor' }))
  .max(100, 'must have at most 100 entries');

export function toQuotaView(quota: Quota | null): z.output<typeof quotaViewSchema> | null {
  return quota === null ? null : { limit: quota.limit, window_seconds: quota.windowSeconds };
}

/**
 * @param expiresAt epoch milliseconds
 * @throws AppError `invalid_request` for a time that is over
 */
export function assertInFuture(expiresAt: number | null | undefined, now: number): void {
  if (expiresAt === null || expiresAt === undefined || expiresAt > now) return;
  const detail = 'must be in the future';
  throw new AppError('invalid_request', {
    detail: `The request is not valid: #/expires_at ${detail}.`,
    errors: [{ pointer: '#/expires_at', detail }],
  });
}
