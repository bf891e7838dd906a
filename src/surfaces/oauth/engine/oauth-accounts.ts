import { Injectable } from '@nestjs/common';
import type { Account, AccountClaims } from 'oidc-provider';
import { type UserRecord, UsersService } from '../../../modules/users/index.js';

/** Our users as the accounts of OpenID Connect. */
@Injectable()
export class OAuthAccounts {
  constructor(private readonly users: UsersService) {}

  /** @returns undefined for a user who is gone or disabled: nothing is issued for either */
  async find(subject: string): Promise<Account | undefined> {
    const user = await this.users.find(subject);
    if (user === null || user.disabledAt !== null) return undefined;
    const claims = claimsOf(user);
    return { accountId: user.id, claims: () => claims };
  }
}

/** Everything that is known; the engine picks what was granted. What is not known is left out. */
function claimsOf({ id, username, claims, updatedAt }: UserRecord): AccountClaims {
  return {
    ...(claims.email !== undefined && { email_verified: false }),
    ...(claims.phone_number !== undefined && { phone_number_verified: false }),
    ...claims,
    sub: id,
    preferred_username: username,
    // Seconds, as all times of OpenID Connect (Core §5.1).
    updated_at: Math.floor(updatedAt / 1000),
  };
}
