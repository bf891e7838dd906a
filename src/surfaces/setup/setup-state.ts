import { Injectable } from '@nestjs/common';
import { UsersService } from '../../modules/users/index.js';

const PAGE_SIZE = 200;

/** Whether there is an administrator who can sign in, and so nothing to set up. */
@Injectable()
export class SetupState {
  private isKnown = false;

  constructor(private readonly users: UsersService) {}

  /** Remembers a yes: the last administrator cannot be removed. Before that there are few users. */
  async isSetUp(): Promise<boolean> {
    this.isKnown ||= await this.findsAdmin();
    return this.isKnown;
  }

  private async findsAdmin(): Promise<boolean> {
    let after: string | null = null;
    do {
      const { items, next } = await this.users.list(PAGE_SIZE, after);
      const isFound = items.some(
        (user) => user.roles.includes('admin') && user.hasPassword && user.disabledAt === null,
      );
      if (isFound) return true;
      after = next;
    } while (after !== null);
    return false;
  }
}
