import { Injectable } from '@nestjs/common';
import { AppError } from '../../kernel/errors/index.js';
import { newId } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/index.js';
import { ChangeEvents } from '../../platform/events/index.js';
import { PasswordHasher } from './password-hasher.js';
import { assertAcceptablePassword } from './password-policy.js';
import {
  ADMIN_ROLE,
  ROLE_NAME,
  toUserRecord,
  type NewUser,
  type UserChanges,
  type UserRecord,
  type UserStanding,
} from './user-record.js';
import type { User } from './user.entity.js';
import { canonicalUsername, usernameKeyOf } from './username.js';
import { UsersRepository } from './users.repository.js';

/** Runs in the transaction of the change, so that what it writes stands or falls with it. */
type Also = (user: UserRecord) => Promise<void>;

const nothing: Also = () => Promise.resolve();

/** The people who can sign in. Every change publishes `user:<id>` once it is committed. */
@Injectable()
export class UsersService {
  constructor(
    private readonly users: UsersRepository,
    private readonly hasher: PasswordHasher,
    private readonly database: Database,
    private readonly events: ChangeEvents,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError `invalid_request` for an unacceptable name or password, `conflict` for a name
   *   that is taken, `unavailable` while too many passwords are being hashed
   */
  async create(input: NewUser, also: Also = nothing): Promise<UserRecord> {
    const user = await this.prepare(input);
    return this.database.transaction(async () => {
      if (!(await this.users.insert(user))) throw nameTaken();
      const record = toUserRecord(user);
      await also(record);
      return record;
    });
  }

  /**
   * A row ready to be inserted: names made canonical, the password checked and hashed. Slow, and so
   * never inside a transaction.
   *
   * @throws AppError as `create`
   */
  async prepare(input: NewUser): Promise<User> {
    const name = canonicalUsername(input.username);
    const passwordHash = await this.hashNew(input.password, name.key);
    const now = this.clock.now();
    return {
      id: newId('usr', now),
      username: name.username,
      usernameKey: name.key,
      passwordHash,
      roles: distinctRoles(input.roles),
      groups: [...new Set(input.groups)],
      disabledAt: null,
      createdAt: now,
      updatedAt: now,
    };
  }

  /** Newest first. `next` is what to pass as `after` for the rest, null at the end. */
  async list(
    limit: number,
    after: string | null,
  ): Promise<{ items: UserRecord[]; next: string | null }> {
    const found = await this.users.list(limit + 1, after);
    const items = found.slice(0, limit).map(toUserRecord);
    return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  /** @throws AppError `not_found` */
  async get(id: string): Promise<UserRecord> {
    return toUserRecord(await this.find(id));
  }

  /**
   * @throws AppError `not_found`; `conflict` for a name that is taken, and for a change that would
   *   leave no administrator who can sign in; otherwise as `create`
   */
  async update(id: string, changes: UserChanges, also: Also = nothing): Promise<UserRecord> {
    const columns = await this.toColumns(await this.find(id), changes);
    const record = await this.database.transaction(async () => {
      const mayCostAnAdmin = costsAdmin(changes);
      if (mayCostAnAdmin) await this.users.lockAdmins();
      const outcome = await this.users.update(id, columns, mayCostAnAdmin);
      if (outcome === 'taken') throw nameTaken();
      const updated = toUserRecord(await this.find(id));
      if (outcome === 'none') throw lastAdmin();
      await also(updated);
      return updated;
    });
    this.events.publish(`user:${id}`);
    return record;
  }

  /**
   * Removes the user and, with it, the apps it owns.
   *
   * @throws AppError `not_found`; `conflict` for the last administrator who can sign in
   */
  async remove(id: string, also: Also = nothing): Promise<void> {
    await this.database.transaction(async () => {
      await this.users.lockAdmins();
      const record = toUserRecord(await this.find(id));
      if (!(await this.users.delete(id))) throw lastAdmin();
      await also(record);
    });
    this.events.publish(`user:${id}`);
  }

  /**
   * The user with this name and password; null for every reason why not. An unknown name, a disabled
   * user and a user without a password take as long as a wrong password.
   *
   * @throws AppError `unavailable` while too many passwords are being checked
   */
  async verifyPassword(username: string, password: string): Promise<UserRecord | null> {
    const key = usernameKeyOf(username);
    const user = key === null ? null : await this.users.findByKey(key);
    const storedHash = user === null || user.disabledAt !== null ? null : user.passwordHash;
    const matches = await this.hasher.verify(password, storedHash);
    return matches && user !== null ? toUserRecord(user) : null;
  }

  /** What the user may do at this moment, in one statement; null: no such user. */
  async standing(userId: string): Promise<UserStanding | null> {
    const user = await this.users.find(userId);
    if (user === null) return null;
    const { id, username, roles, groups } = user;
    return { id, username, roles, groups, disabled: user.disabledAt !== null };
  }

  private async find(id: string): Promise<User> {
    const user = await this.users.find(id);
    if (user === null) throw new AppError('not_found');
    return user;
  }

  private async toColumns(current: User, changes: UserChanges): Promise<Partial<User>> {
    const now = this.clock.now();
    const columns: Partial<User> = { updatedAt: now };
    let key = current.usernameKey;
    if (changes.username !== undefined) {
      const name = canonicalUsername(changes.username);
      key = name.key;
      columns.username = name.username;
      columns.usernameKey = key;
    }
    if (changes.password !== undefined) {
      columns.passwordHash = await this.hashNew(changes.password, key);
    }
    if (changes.roles !== undefined) columns.roles = distinctRoles(changes.roles);
    if (changes.groups !== undefined) columns.groups = [...new Set(changes.groups)];
    if (changes.enabled === true) columns.disabledAt = null;
    if (changes.enabled === false) columns.disabledAt = current.disabledAt ?? now;
    return columns;
  }

  private async hashNew(password: string | null, usernameKey: string): Promise<string | null> {
    if (password === null) return null;
    assertAcceptablePassword(password, usernameKey);
    return this.hasher.hash(password);
  }
}

function costsAdmin(changes: UserChanges): boolean {
  const losesRole = changes.roles !== undefined && !changes.roles.includes(ADMIN_ROLE);
  return losesRole || changes.password === null || changes.enabled === false;
}

function distinctRoles(roles: readonly string[]): string[] {
  if (roles.every((role) => ROLE_NAME.test(role))) return [...new Set(roles)];
  const detail = 'A role consists of 1 to 64 letters, digits and ._:/-';
  throw new AppError('invalid_request', { detail, errors: [{ pointer: '#/roles', detail }] });
}

function nameTaken(): AppError {
  const detail = 'A user with this name exists already.';
  return new AppError('conflict', { detail, errors: [{ pointer: '#/username', detail }] });
}

function lastAdmin(): AppError {
  return new AppError('conflict', {
    detail: 'This is the last administrator who can sign in.',
    hint: 'Give another user the role admin and a password first.',
  });
}
