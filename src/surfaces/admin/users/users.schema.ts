import { z } from 'zod';
import { ROLE_NAME, type UserRecord } from '../../../modules/users/index.js';
import {
  lineSchema,
  listQuerySchema,
  toRfc3339,
  toRfc3339OrNull,
} from '../../../platform/http/index.js';
import { userClaimsSchema, userClaimsViewSchema } from '../../management/user-claims.schema.js';
import { pageSchema } from '../../management/list-pages.js';
import { timeSchema } from '../../management/shared.schema.js';

/** Roles of Ostiary, as they also stand in login tokens and identity headers. */
const rolesSchema = z
  .array(
    z
      .string()
      .regex(
        ROLE_NAME,
        'must be 1 to 64 letters, digits and ._:/-, beginning with a letter or digit',
      )
      .meta({ example: 'editor' }),
  )
  .max(100, 'must have at most 100 entries')
  .meta({ description: 'The role `admin` opens the administration.' });

const groupsSchema = z
  .array(lineSchema(128, z.string().trim()).meta({ example: 'staff' }))
  .max(100, 'must have at most 100 entries');

// Name and password have rules of their own, which `modules/users` knows.
const usernameSchema = z
  .string()
  .max(1024, 'must have at most 256 characters')
  .meta({ example: 'olga' });
const passwordSchema = z
  .string()
  .max(4096, 'must have at most 1024 characters')
  .nullable()
  .meta({ description: 'At least 15 characters. Null: no sign-in with a password.' });

/** `GET /admin/users` */
export const usersQuerySchema = listQuerySchema.extend({
  q: z
    .string()
    .min(1, 'must not be empty')
    .max(100, 'must have at most 100 characters')
    .optional()
    .meta({ description: 'A part of the username.' }),
  role: z
    .string()
    .regex(ROLE_NAME, 'must be the name of a role')
    .optional()
    .meta({ description: 'Only users who have it.' }),
  enabled: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .meta({ description: '`false`: only users who are disabled; `true`: only those who are not.' }),
});
export type UsersQuery = z.output<typeof usersQuerySchema>;

/** `POST /admin/users` */
export const createUserSchema = z.strictObject({
  username: usernameSchema,
  password: passwordSchema.default(null),
  roles: rolesSchema.default([]),
  groups: groupsSchema.default([]),
  claims: userClaimsSchema.default({}),
});
export type CreateUserRequest = z.output<typeof createUserSchema>;

/** `PATCH /admin/users/{user_id}`: what is absent stays as it is. */
export const updateUserSchema = z.strictObject({
  username: usernameSchema.optional(),
  password: passwordSchema.optional(),
  roles: rolesSchema.optional(),
  groups: groupsSchema.optional(),
  claims: userClaimsSchema.optional(),
  enabled: z.boolean().optional(),
});
export type UpdateUserRequest = z.output<typeof updateUserSchema>;

export const userSchema = z.object({
  id: z.string(),
  username: z.string(),
  roles: z.array(z.string()),
  groups: z.array(z.string()),
  claims: userClaimsViewSchema,
  has_password: z.boolean(),
  enabled: z.boolean(),
  disabled_at: timeSchema.nullable(),
  created_at: timeSchema,
  updated_at: timeSchema,
});
export type UserView = z.output<typeof userSchema>;

export const userPageSchema = pageSchema(userSchema);

export function toUserView(user: UserRecord): UserView {
  return {
    id: user.id,
    username: user.username,
    roles: [...user.roles],
    groups: [...user.groups],
    claims: user.claims,
    has_password: user.hasPassword,
    enabled: user.disabledAt === null,
    disabled_at: toRfc3339OrNull(user.disabledAt),
    created_at: toRfc3339(user.createdAt),
    updated_at: toRfc3339(user.updatedAt),
  };
}
