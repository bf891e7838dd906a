import { z } from 'zod';

/** `GET /livez` */
export const liveSchema = z.object({ status: z.literal('ok') });

/** `GET /readyz` */
export const readySchema = z.object({
  status: z.literal('ok'),
  checks: z.array(z.string()).meta({ description: 'What was looked at.' }),
});
