import type { ClaimChanges, UserClaims } from './user-claims.js';
import type { User } from './user.entity.js';

/** The Ostiary role that opens the administration to a signed-in user. */
export const ADMIN_ROLE = 'admin';

/** A role of Ostiary. Free of quotes and backslashes: the database searches for names in JSON text. */
export const ROLE_NAME = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$/;

/** A user as the rest of the program sees it: without the password's hash. */
export interface UserRecord {
  readonly id: string;
  readonly username: string;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly claims: UserClaims;
  readonly hasPassword: boolean;
  /** Epoch milliseconds; null: enabled. */
  readonly disabledAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** What a token verifier needs to know of a user at the moment of a call. */
export interface UserStanding {
  readonly id: string;
  readonly username: string;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly disabled: boolean;
}

export interface NewUser {
  readonly username: string;
  /** Null: the user cannot sign in with a password. */
  readonly password: string | null;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly claims?: ClaimChanges | undefined;
}

/** What is absent stays as it is. */
export interface UserChanges {
  readonly username?: string | undefined;
  readonly password?: string | null | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly claims?: ClaimChanges | undefined;
  readonly enabled?: boolean | undefined;
}

export function toUserRecord(user: User): UserRecord {
  const { id, username, roles, groups, disabledAt, createdAt, updatedAt } = user;
  const hasPassword = user.passwordHash !== null;
  const claims = user.claims ?? {};
  return { id, username, roles, groups, claims, hasPassword, disabledAt, createdAt, updatedAt };
}

/** Which users a list is to hold; what is absent does not narrow it. */
export interface UserFilter {
  /** A part of the canonical username. */
  readonly q?: string | undefined;
  readonly role?: string | undefined;
  readonly enabled?: boolean | undefined;
}
