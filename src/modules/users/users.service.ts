import { Injectable } from '@nestjs/common';
import { disabling } from '../../kernel/changes.js';
import { AppError } from '../../kernel/errors/index.js';
import { newId } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock.js';
import { Database, type Also, type Page } from '../../platform/database/index.js';
import { ChangeEvents } from '../../platform/events/index.js';
import { PasswordHasher } from './password-hasher.js';
import { assertAcceptablePassword } from './password-policy.js';
import {
  ADMIN_ROLE,
  ROLE_NAME,
  toUserRecord,
  type NewUser,
  type UserChanges,
  type UserFilter,
  type UserRecord,
  type UserStanding,
} from './user-record.js';
import { changedClaims } from './user-claims.js';
import type { User } from './user.entity.js';
import { canonicalUsername, usernameKeyOf, usernameKeyPart } from './username.js';
import { UsersRepository } from './users.repository.js';

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
  async create(input: NewUser, also?: Also<UserRecord>): Promise<UserRecord> {
    const user = await this.prepare(input);
    return this.database.transaction(async () => {
      if (!(await this.users.insert(user))) throw nameTaken();
      const record = toUserRecord(user);
      await also?.(record);
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
      claims: changedClaims({}, input.claims ?? {}),
      disabledAt: null,
      createdAt: now,
      updatedAt: now,
    };
  }

  /** @param filter its `q` may be typed as people type names */
  async list(
    limit: number,
    after: string | null,
    { q, ...filter }: UserFilter = {},
  ): Promise<Page<UserRecord>> {
    const narrowed = { ...filter, q: q === undefined ? q : usernameKeyPart(q) };
    const { items, next } = await this.users.list(limit, after, narrowed);
    return { items: items.map(toUserRecord), next };
  }

  /** Everybody with the role of an administrator, also who cannot sign in; oldest first. */
  async administrators(): Promise<UserRecord[]> {
    return (await this.users.findAdmins()).map(toUserRecord);
  }

  /** @throws AppError `not_found` */
  async get(id: string): Promise<UserRecord> {
    return toUserRecord(await this.existing(id));
  }

  async find(id: string): Promise<UserRecord | null> {
    const user = await this.users.find(id);
    return user === null ? null : toUserRecord(user);
  }

  /**
   * @throws AppError `not_found`; `conflict` for a name that is taken, and for a change that would
   *   leave no administrator who can sign in; otherwise as `create`
   */
  async update(id: string, changes: UserChanges, also?: Also<UserRecord>): Promise<UserRecord> {
    const prepared = await this.prepareChange(await this.existing(id), changes);
    const record = await this.database.transaction(async () => {
      const mayCostAnAdmin = costsAdmin(changes);
      if (mayCostAnAdmin) await this.users.lockAdmins();
      const current = await this.users.findLocked(id);
      if (current === null) throw new AppError('not_found');
      // The name may have changed while the password was hashed.
      const { usernameKey } = { ...current, ...prepared };
      if (changes.password) assertAcceptablePassword(changes.password, usernameKey);
      const now = this.clock.now();
      const enabling = disabling(current.disabledAt, changes.enabled, now);
      const columns = {
        ...prepared,
        ...enabling,
        ...(changes.claims && { claims: changedClaims(current.claims ?? {}, changes.claims) }),
        updatedAt: now,
      };
      const outcome = await this.users.update(id, columns, mayCostAnAdmin);
      if (outcome === 'taken') throw nameTaken();
      if (outcome === 'none') throw lastAdmin();
      const updated = toUserRecord({ ...current, ...columns });
      await also?.(updated);
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
  async remove(id: string, also?: Also<UserRecord>): Promise<void> {
    await this.database.transaction(async () => {
      await this.users.lockAdmins();
      const record = toUserRecord(await this.existing(id));
      if (!(await this.users.delete(id))) throw lastAdmin();
      await also?.(record);
    });
    this.events.publish(`user:${id}`);
  }

  /**
   * The user with this name and password; null for every reason why not. An unknown name, a disabled
   * user and a user without a password take as long as a wrong password. A password that was replaced
   * while it was being checked is not this user's any more.
   *
   * @throws AppError `unavailable` while too many passwords are being checked
   */
  async verifyPassword(username: string, password: string): Promise<UserRecord | null> {
    const key = usernameKeyOf(username);
    const user = key === null ? null : await this.users.findByKey(key);
    const storedHash = user === null || user.disabledAt !== null ? null : user.passwordHash;
    const matches = await this.hasher.verify(password, storedHash);
    if (!matches || user === null) return null;
    const current = await this.users.find(user.id);
    const isStill = current?.passwordHash === storedHash && current.disabledAt === null;
    return isStill ? toUserRecord(current) : null;
  }

  /** What the user may do at this moment, in one statement; null: no such user. */
  async standing(userId: string): Promise<UserStanding | null> {
    const user = await this.users.find(userId);
    if (user === null) return null;
    const { id, username, roles, groups } = user;
    return { id, username, roles, groups, disabled: user.disabledAt !== null };
  }

  private async existing(id: string): Promise<User> {
    const user = await this.users.find(id);
    if (user === null) throw new AppError('not_found');
    return user;
  }

  /** What a change writes, but for what depends on the row at that moment. Slow, as `prepare` is. */
  private async prepareChange(current: User, changes: UserChanges): Promise<Partial<User>> {
    const { username, password, roles, groups } = changes;
    const columns: Partial<User> = {};
    if (username !== undefined) {
      const name = canonicalUsername(username);
      columns.username = name.username;
      columns.usernameKey = name.key;
    }
    if (password !== undefined) {
      const key = columns.usernameKey ?? current.usernameKey;
      columns.passwordHash = await this.hashNew(password, key);
    }
    if (roles !== undefined) columns.roles = distinctRoles(roles);
    if (groups !== undefined) columns.groups = [...new Set(groups)];
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
