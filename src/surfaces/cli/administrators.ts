import { Injectable } from '@nestjs/common';
import { AppError } from '../../kernel/errors/index.js';
import { LoginTokensService, OAuthRecords } from '../../modules/tokens/index.js';
import {
  ADMIN_ROLE,
  usernameKeyOf,
  type UserRecord,
  UsersService,
} from '../../modules/users/index.js';
import { AuditLog } from '../../platform/audit/index.js';
import { LoginThrottle } from '../../platform/limits/index.js';

/** Makes and recovers administrators for whoever may run programs on the database's machine. */
@Injectable()
export class Administrators {
  constructor(
    private readonly users: UsersService,
    private readonly logins: LoginTokensService,
    private readonly oauth: OAuthRecords,
    private readonly throttle: LoginThrottle,
    private readonly audit: AuditLog,
  ) {}

  /** @throws AppError as `UsersService.create` */
  create(username: string, password: string): Promise<UserRecord> {
    const user = { username, password, roles: [ADMIN_ROLE], groups: [] };
    return this.users.create(user, ({ id }) => this.record('user.create', id));
  }

  /**
   * Gives an administrator a new password and lets them sign in again; all that was signed in as them ends.
   *
   * @param username null where there is one administrator only
   * @throws AppError `not_found` and `conflict` when it is not clear whom; otherwise as `UsersService.update`
   */
  async recover(username: string | null, password: string): Promise<UserRecord> {
    const { id } = await this.one(username);
    const user = await this.users.update(id, { password, enabled: true }, async () => {
      await this.logins.revokeAllOf(id);
      await this.oauth.revokeByAccount(id);
      await this.record('user.recover', id);
    });
    await this.throttle.unlock(usernameKeyOf(user.username) ?? '');
    return user;
  }

  private async one(username: string | null): Promise<UserRecord> {
    const all = await this.users.administrators();
    const names = all.map((each) => each.username).join(', ');
    if (username !== null) {
      const key = usernameKeyOf(username);
      const found = all.find((each) => usernameKeyOf(each.username) === key);
      if (found !== undefined) return found;
      throw notFound(`There is no administrator ${username}.`, names);
    }
    const [first, second] = all;
    if (first === undefined) throw notFound('There is no administrator.', names);
    if (second === undefined) return first;
    throw new AppError('conflict', {
      detail: `There are several administrators: ${names}. Say which one with --username.`,
    });
  }

  private record(action: string, userId: string): Promise<void> {
    return this.audit.record({
      actorKind: 'system',
      actorId: null,
      action,
      targetType: 'user',
      targetId: userId,
      requestId: null,
      clientAddress: null,
      detail: { by: 'command line' },
    });
  }
}

function notFound(what: string, names: string): AppError {
  const others =
    names === '' ? '"ostiary admin create" makes one.' : `Administrators are: ${names}.`;
  return new AppError('not_found', { detail: `${what} ${others}` });
}
