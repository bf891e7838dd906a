import { z } from 'zod';

/** `POST /login`, `POST /login/refresh` */
export const loginAnswerSchema = z.object({
  access_token: z.string().meta({ description: 'A login token: send it as `Bearer`.' }),
  token_type: z.literal('Bearer'),
  expires_in: z.int().meta({ description: 'Seconds.' }),
  refresh_token: z.string().meta({ description: 'Works once, at `POST /login/refresh`.' }),
});
