import { z } from 'zod';
import type { UserRecord } from '../../../modules/users/index.js';
import { toRfc3339 } from '../../../platform/http/index.js';
import { timeSchema } from '../../management/shared.schema.js';
import { ownClaimsSchema, userClaimsViewSchema } from '../../management/user-claims.schema.js';

/** `PATCH /account/profile`: what is absent stays as it is. */
export const updateProfileSchema = z.strictObject({ claims: ownClaimsSchema });
export type UpdateProfileRequest = z.output<typeof updateProfileSchema>;

export const profileSchema = z.object({
  id: z.string(),
  username: z.string(),
  roles: z.array(z.string()),
  groups: z.array(z.string()),
  claims: userClaimsViewSchema,
  created_at: timeSchema,
  updated_at: timeSchema,
});
export type ProfileView = z.output<typeof profileSchema>;

export function toProfileView(user: UserRecord): ProfileView {
  return {
    id: user.id,
    username: user.username,
    roles: [...user.roles],
    groups: [...user.groups],
    claims: user.claims,
    created_at: toRfc3339(user.createdAt),
    updated_at: toRfc3339(user.updatedAt),
  };
}
