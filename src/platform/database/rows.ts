import {
  In,
  IsNull,
  LessThan,
  MoreThan,
  type EntityManager,
  type EntityTarget,
  type FindOptionsOrder,
  type FindOptionsWhere,
  type Repository,
} from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import type { Awaitable } from '../../kernel/awaitable.js';
import type { Database } from './database.js';

/** Runs in the transaction of a change, so that what it writes stands or falls with it. */
export type Also<Row> = (row: Row) => Promise<void>;

/** One page of a list. */
export interface Page<Row> {
  readonly items: readonly Row[];
  /** What to pass as `after` for the rest; null at the end. */
  readonly next: string | null;
}

/** Newest first, at most `limit`, beginning behind the row whose id is `after`: ids sort by time. */
export async function findPage<Row extends { readonly id: string }>(
  repository: Repository<Row>,
  limit: number,
  after: string | null,
  where: FindOptionsWhere<Row> = {},
): Promise<Page<Row>> {
  const behind = after === null ? {} : { id: LessThan(after) };
  const found = await repository.find({
    where: { ...where, ...behind } as FindOptionsWhere<Row>,
    order: { id: 'DESC' } as FindOptionsOrder<Row>,
    take: limit + 1,
  });
  const items = found.slice(0, limit);
  return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/**
 * Finds a row that nobody else can change until the transaction ends, to decide by it what is written.
 * SQLite has one writer and needs no lock.
 */
export function findLocked<Row extends object>(
  repository: Repository<Row>,
  where: FindOptionsWhere<Row>,
): Promise<Row | null> {
  if (!isPostgres(repository.manager)) return repository.findOneBy(where);
  return repository.findOne({ where, lock: { mode: 'pessimistic_write' } });
}

/** Whether this is the database that runs statements side by side and numbers its placeholders. */
export function isPostgres(manager: EntityManager): boolean {
  return manager.dataSource.options.type === 'postgres';
}

/**
 * A look-up written out, for where the query builder would take five times as long as the statement.
 * In its rows times are numbers on both databases, and `simple-json` is text.
 */
export class Statement<Row> {
  private readonly numbered: string;

  /** @param sql with `?` for each value, and nowhere else */
  constructor(private readonly sql: string) {
    let count = 0;
    this.numbered = sql.replaceAll('?', () => `$${(count += 1)}`);
  }

  /** At once where the database can answer at once, as `Database.readNow` says; else as `run`. */
  read(database: Database, values: readonly unknown[]): Awaitable<Row[]> {
    return database.readNow<Row>(this.sql, values) ?? this.run(database, values);
  }

  run({ manager }: Database, values: readonly unknown[]): Promise<Row[]> {
    return manager.query<Row[]>(this.textFor(manager), [...values]);
  }

  /** Writes what may be lost in a power cut: see `Database.queryUnsynced`. */
  runUnsynced(database: Database, values: readonly unknown[]): Promise<void> {
    return database.queryUnsynced(this.textFor(database.manager), [...values]);
  }

  private textFor(manager: EntityManager): string {
    return isPostgres(manager) ? this.numbered : this.sql;
  }
}

/** A row as a `Statement` returns it, with the names of its `simple-json` columns. */
export type Raw<Row, Json extends keyof Row> = {
  readonly [Column in keyof Row]: Column extends Json
    ? string | Extract<Row[Column], null>
    : Row[Column];
};

/** Reads a `simple-json` column of a `Statement`. */
export function fromJson<T>(text: string | null): T | null {
  return text === null ? null : (JSON.parse(text) as T);
}

/** A secret of something that has two of them during a rotation. */
interface RotatingSecret {
  readonly createdAt: number;
  /** Epoch milliseconds from which it is refused; null: with its owner. */
  readonly retiresAt: number | null;
}

/** The rows of secrets that take turns, each belonging to the row that its column `owner` names. */
export class RotatingSecrets<Secret extends RotatingSecret> {
  constructor(
    private readonly database: Database,
    private readonly entity: EntityTarget<Secret>,
    private readonly owner: keyof Secret & string,
  ) {}

  async insert(secret: Secret): Promise<void> {
    await this.rows.insert(secret as QueryDeepPartialEntity<Secret>);
  }

  /** The secrets of several owners, newest first. */
  async ofOwners(ownerIds: readonly string[]): Promise<Secret[]> {
    if (ownerIds.length === 0) return [];
    return this.rows.find({
      where: { [this.owner]: In([...ownerIds]) } as FindOptionsWhere<Secret>,
      // A secret that never retires is newer than one that was retired in the same millisecond.
      order: {
        createdAt: 'DESC',
        retiresAt: { direction: 'ASC', nulls: 'FIRST' },
      } as FindOptionsOrder<Secret>,
    });
  }

  /** What is already on its way out ends now; the current secret ends at `until`. */
  async retire(ownerId: string, now: number, until: number): Promise<void> {
    await this.setEnd(ownerId, MoreThan(now), now);
    await this.setEnd(ownerId, IsNull(), until);
  }

  private async setEnd(ownerId: string, present: unknown, retiresAt: number): Promise<void> {
    const change: Partial<RotatingSecret> = { retiresAt };
    await this.rows.update(
      { [this.owner]: ownerId, retiresAt: present } as FindOptionsWhere<Secret>,
      change as QueryDeepPartialEntity<Secret>,
    );
  }

  private get rows() {
    return this.database.manager.getRepository(this.entity);
  }
}
