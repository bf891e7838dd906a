import { z } from 'zod';

// What a password must be is known to `modules/users`; these lengths are bounds on work.
const text = z.string().min(1, 'must not be empty').max(4096, 'must have at most 1024 characters');

/** `POST /account/password` */
export const changePasswordSchema = z.strictObject({
  current_password: text,
  new_password: text.meta({ description: 'At least 15 characters.' }),
});
export type ChangePasswordRequest = z.output<typeof changePasswordSchema>;
