import { z } from 'zod';

/** `POST /login`. Lengths are bounds on work, not rules for good passwords. */
export const loginSchema = z.strictObject({
  username: z.string().min(1, 'must not be empty').max(256, 'must have at most 256 characters'),
  password: z.string().min(1, 'must not be empty').max(1024, 'must have at most 1024 characters'),
});
export type LoginRequest = z.infer<typeof loginSchema>;

/** `POST /login/refresh` */
export const refreshSchema = z.strictObject({
  refresh_token: z
    .string()
    .min(1, 'must not be empty')
    .max(256, 'must have at most 256 characters'),
});
export type RefreshRequest = z.infer<typeof refreshSchema>;

/** `POST /logout`: the token in the header says everything. */
export const logoutSchema = z.strictObject({}).nullish();

/** What a login and a refresh answer. */
export const loginResponseSchema = z.object({
  access_token: z.string().meta({ description: 'A login token: send it as `Bearer`.' }),
  token_type: z.literal('Bearer'),
  expires_in: z.int().meta({ description: 'Seconds.' }),
  refresh_token: z.string(),
});
export type LoginResponse = z.infer<typeof loginResponseSchema>;
