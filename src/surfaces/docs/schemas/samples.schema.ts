import { z } from 'zod';
import { principalSchema } from './principal.schema.js';

export const sampleRecordSchema = z.object({ id: z.int(), name: z.string(), built: z.int() });

/** `GET /data`, `GET /v1/data` */
export const sampleDataSchema = z.object({
  data: z.array(sampleRecordSchema),
  principal: principalSchema,
});

/** `GET /profile` */
export const profileSchema = z.object({ principal: principalSchema });

/** `POST /secure-endpoint` */
export const secureAnswerSchema = z.object({ ok: z.boolean(), principal: principalSchema });

/** `GET /v1/user` */
export const tokenUserSchema = z.object({
  sub: z.string(),
  username: z.string().optional(),
  scope: z.string().meta({ description: 'Space-separated.' }),
});

/** `GET /protected` */
export const loggedInSchema = z.object({ logged_in_as: z.string() });

export const ownerSchema = z.object({ id: z.string(), name: z.string(), ownerType: z.string() });

/** `GET /api/v1/Owners` */
export const ownersSchema = z.array(ownerSchema);

export const weatherReportSchema = z.object({
  place: z.string(),
  condition: z.enum(['clear', 'cloudy', 'rain', 'fog', 'wind']),
  temperature_c: z.int(),
  observed_at: z.iso.datetime(),
});

export const weatherCallerSchema = z
  .object({
    kind: z.enum(['app', 'person', 'anonymous']),
    app: z.string(),
    subject: z.string().optional(),
    roles: z.array(z.string()).optional(),
    groups: z.array(z.string()).optional(),
  })
  .meta({ description: 'The caller as the identity headers told the API behind the gateway.' });

/** `/api/weather-basic/now` */
export const weatherSchema = z.object({
  weather: weatherReportSchema,
  called_as: weatherCallerSchema,
});
