import { z } from 'zod';
import { toRfc3339 } from '../../../platform/http/index.js';
import { timeSchema } from '../../management/shared.schema.js';
import type { RegistrationToken } from '../../oauth/index.js';

const DAY = 24 * 60 * 60;

/** `POST /admin/registration-tokens`; the body may be left out. */
export const issueRegistrationTokenSchema = z
  .strictObject({
    lifetime_seconds: z
      .int()
      .min(60, 'must be at least 60')
      .max(30 * DAY, `must be at most ${30 * DAY}`)
      .default(DAY)
      .meta({ description: 'How long clients may be registered with it.' }),
  })
  .nullish()
  .transform((body) => body ?? { lifetime_seconds: DAY });
export type IssueRegistrationTokenRequest = z.output<typeof issueRegistrationTokenSchema>;

export const registrationTokenSchema = z.object({
  registration_token: z.string().meta({
    description: 'The initial access token (RFC 7591 §1.2). It is shown this once.',
  }),
  registration_endpoint: z.string(),
  expires_at: timeSchema,
});
export type RegistrationTokenView = z.output<typeof registrationTokenSchema>;

export function toRegistrationTokenView(
  { token, expiresAt }: RegistrationToken,
  publicUrl: string,
): RegistrationTokenView {
  return {
    registration_token: token,
    registration_endpoint: `${publicUrl}/oauth/register`,
    expires_at: toRfc3339(expiresAt),
  };
}
