import { z } from 'zod';

const time = z.iso.datetime();

/** Contract §3: what every protected API learns of its caller. */
export const principalSchema = z
  .object({
    kind: z
      .enum(['api_key', 'access_token', 'login_token', 'app_token', 'person_token', 'anonymous'])
      .meta({ description: 'What the caller presented.' }),
    subject: z.string().meta({ description: 'Who calls: a user, an app, a client or a person.' }),
    app_id: z.string().nullable().meta({ description: 'The app that the credential belongs to.' }),
    credential_id: z.string().nullable(),
    scopes: z.array(z.string()),
    roles: z.array(z.string()),
    groups: z.array(z.string()),
    expires_at: time.nullable(),
  })
  .meta({ description: 'Who calls, whatever was presented.' });

/** What is left of a limit. */
export const quotaStateSchema = z.object({
  limit: z.int(),
  remaining: z.int(),
  window_seconds: z.int(),
  reset_seconds: z.int(),
});

export const namedLimitStateSchema = quotaStateSchema.extend({
  name: z.string().meta({ example: 'credential' }),
});

/** `GET /credential` */
export const credentialSchema = z.object({
  principal: principalSchema,
  quota: quotaStateSchema
    .nullable()
    .meta({ description: 'The tightest of `limits`; null: nothing limits the credential here.' }),
  limits: z
    .array(namedLimitStateSchema)
    .meta({ description: 'All of them, by the names that the RateLimit headers have.' }),
  client_ip: z.string().nullable().meta({ description: 'Your address, as this server sees it.' }),
});
