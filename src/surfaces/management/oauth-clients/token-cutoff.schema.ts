import { z } from 'zod';
import { AppError } from '../../../kernel/errors/index.js';
import { rfc3339Schema, toRfc3339 } from '../../../platform/http/index.js';
import { timeSchema } from '../shared.schema.js';

/** `POST …/tokens/revoke` and `POST …/revoke-tokens`; without a body everything up to now ends. */
export const revokeTokensSchema = z
  .strictObject({
    issued_before: rfc3339Schema
      .optional()
      .meta({ description: 'End what was issued before this time. Default: now.' }),
  })
  .nullish()
  .transform((body) => body ?? {});
export type RevokeTokensRequest = z.output<typeof revokeTokensSchema>;

export const tokenCutoffSchema = z.object({
  not_before: timeSchema.meta({
    description: 'What was issued before this time does not count. It never moves back.',
  }),
});
export type TokenCutoffView = z.output<typeof tokenCutoffSchema>;

/**
 * The time that a request names, or now.
 *
 * @throws AppError `invalid_request` for a time to come: it would end what is issued until then
 */
export function cutoffOf({ issued_before: time }: RevokeTokensRequest, now: number): number {
  if (time === undefined) return now;
  if (time <= now) return time;
  throw new AppError('invalid_request', {
    errors: [{ pointer: '#/issued_before', detail: 'must not be in the future' }],
  });
}

export function toCutoffView(notBefore: number): TokenCutoffView {
  return { not_before: toRfc3339(notBefore) };
}
