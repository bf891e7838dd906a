import { Injectable } from '@nestjs/common';
import { type FindOptionsWhere, IsNull, Not, Raw } from 'typeorm';
import {
  Database,
  findLocked,
  findPage,
  isPostgres,
  isUniqueViolation,
  type Page,
} from '../../platform/database/index.js';
import { ADMIN_ROLE, type UserFilter } from './user-record.js';
import { User } from './user.entity.js';

/** `REPLACE` is the case-sensitive search that both dialects have. */
const admin = (table: string): string =>
  `REPLACE(${table}.roles, '"${ADMIN_ROLE}"', '') <> ${table}.roles`;

/** An administrator who can sign in. */
const actingAdmin = (table: string): string =>
  `(${table}.disabled_at IS NULL AND ${table}.password_hash IS NOT NULL AND ${admin(table)})`;

const ANOTHER_REMAINS =
  `(NOT ${actingAdmin('users')} OR EXISTS` +
  ` (SELECT 1 FROM users other WHERE other.id <> :id AND ${actingAdmin('other')}))`;

/** Any number will do, as long as nothing else uses it. */
const ADMIN_LOCK = 7_205_001;

@Injectable()
export class UsersRepository {
  constructor(private readonly database: Database) {}

  /** @returns false when another user has the name */
  async insert(user: User): Promise<boolean> {
    return this.unlessTaken(async () => {
      await this.users.insert(user);
    });
  }

  find(id: string): Promise<User | null> {
    return this.users.findOneBy({ id });
  }

  findByKey(usernameKey: string): Promise<User | null> {
    return this.users.findOneBy({ usernameKey });
  }

  /** As `find`, for a decision in a transaction. */
  findLocked(id: string): Promise<User | null> {
    return findLocked(this.users, { id });
  }

  list(limit: number, after: string | null, filter: UserFilter): Promise<Page<User>> {
    return findPage(this.users, limit, after, whereOf(filter));
  }

  /** Also those who cannot sign in. */
  findAdmins(): Promise<User[]> {
    return this.users
      .createQueryBuilder('users')
      .where(admin('users'))
      .orderBy('users.id', 'ASC')
      .getMany();
  }

  async isAnyAdmin(): Promise<boolean> {
    return this.users.createQueryBuilder('users').where(actingAdmin('users')).getExists();
  }

  /**
   * @param mayCostAnAdmin whether the change can make an administrator of today none; it then needs
   *   another one, which is part of the statement: see `lockAdmins`
   * @returns `taken` when another user has the new name, `none` when no row was changed
   */
  async update(
    id: string,
    changes: Partial<User>,
    mayCostAnAdmin: boolean,
  ): Promise<'done' | 'none' | 'taken'> {
    const query = this.users.createQueryBuilder().update().set(changes).where('id = :id', { id });
    if (mayCostAnAdmin) query.andWhere(ANOTHER_REMAINS);
    let affected = 0;
    const isFree = await this.unlessTaken(async () => {
      affected = (await query.execute()).affected ?? 0;
    });
    if (!isFree) return 'taken';
    return affected > 0 ? 'done' : 'none';
  }

  /** @returns false when no row was deleted: no such user, or the last administrator */
  async delete(id: string): Promise<boolean> {
    const query = this.users.createQueryBuilder().delete().where('id = :id', { id });
    const { affected } = await query.andWhere(ANOTHER_REMAINS).execute();
    return (affected ?? 0) > 0;
  }

  /**
   * Call inside a transaction, before a statement that counts administrators. Postgres would let two
   * transactions each see the other's administrator; SQLite has one writer and needs no lock.
   */
  async lockAdmins(): Promise<void> {
    const { manager } = this.database;
    if (!isPostgres(manager)) return;
    await manager.query('SELECT pg_advisory_xact_lock($1)', [ADMIN_LOCK]);
  }

  private get users() {
    return this.database.manager.getRepository(User);
  }

  private async unlessTaken(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (isUniqueViolation(error)) return false;
      throw error;
    }
  }
}

function whereOf({ q, role, enabled }: UserFilter): FindOptionsWhere<User> {
  const where: FindOptionsWhere<User> = {};
  if (q !== undefined) {
    const part = `%${q.replace(/[\\%_]/g, String.raw`\$&`)}%`;
    where.usernameKey = Raw((column) => String.raw`${column} LIKE :part ESCAPE '\'`, { part });
  }
  if (role !== undefined) {
    // The search that heeds the case and that both dialects have.
    const name = JSON.stringify(role);
    where.roles = Raw((column) => `REPLACE(${column}, :name, '') <> ${column}`, { name });
  }
  if (enabled !== undefined) where.disabledAt = enabled ? IsNull() : Not(IsNull());
  return where;
}
