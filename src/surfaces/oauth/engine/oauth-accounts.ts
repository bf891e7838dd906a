import { Injectable } from '@nestjs/common';
import type { Account } from 'oidc-provider';
import { UsersService } from '../../../modules/users/index.js';

/** Our users as the accounts of OpenID Connect. */
@Injectable()
export class OAuthAccounts {
  constructor(private readonly users: UsersService) {}

  /** @returns undefined for a user who is gone or disabled: nothing is issued for either */
  async find(subject: string): Promise<Account | undefined> {
    const user = await this.users.standing(subject);
    if (user === null || user.disabled) return undefined;
    const claims = { sub: user.id, preferred_username: user.username };
    return { accountId: user.id, claims: () => claims };
  }
}
