export { BootstrapModule } from './bootstrap.module.js';
export { BootstrapService } from './bootstrap.service.js';
export {
  ADMIN_ROLE,
  ROLE_NAME,
  type NewUser,
  type UserChanges,
  type UserRecord,
  type UserStanding,
} from './user-record.js';
export type { AddressClaim, ClaimChanges, TextClaim, UserClaims } from './user-claims.js';
export { usernameKeyOf } from './username.js';
export { UsersModule } from './users.module.js';
export { UsersService } from './users.service.js';
