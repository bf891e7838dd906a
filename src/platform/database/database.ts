import type { EntityManager } from 'typeorm';
import { TransactionScopeError } from './transaction-scope.js';
import type { OstiaryDataSource } from './ostiary-data-source.js';

/** How repositories reach the database, inside and outside a transaction alike. */
export class Database {
  constructor(private readonly dataSource: OstiaryDataSource) {}

  /**
   * The manager of the transaction that the caller runs in, else the global one. Ask for it in every
   * method; never keep it.
   *
   * @throws TransactionScopeError while a nested transaction is open beside the caller: its rollback
   *   would take the caller's statement with it.
   */
  get manager(): EntityManager {
    const scope = this.dataSource.scopes.current();
    if (scope === undefined) return this.dataSource.manager;
    if (!scope.nested.isFree) {
      throw new TransactionScopeError(
        'a nested transaction is open on this connection: await it before the next statement',
      );
    }
    return scope.manager;
  }

  /**
   * The rows of a `SELECT`, without waiting; undefined where it has to wait or to run elsewhere: on Postgres,
   * inside a transaction, and while anybody's transaction is open, whose rows are not committed yet.
   *
   * @param sql with `?` for each value
   */
  readNow<Row>(sql: string, values: readonly unknown[]): Row[] | undefined {
    return this.dataSource.readNow(sql, values) as Row[] | undefined;
  }

  /**
   * Runs `work` in a transaction that commits when it resolves and rolls back when it rejects. Inside
   * another transaction it is a savepoint: a caught failure undoes only the inner work. Nothing slow
   * (password hashing, network) belongs inside: on SQLite every other statement waits.
   */
  transaction<T>(work: () => Promise<T>): Promise<T> {
    const manager = this.dataSource.scopes.current()?.manager ?? this.dataSource.manager;
    return manager.transaction(() => work());
  }

  /**
   * Runs one statement whose loss does no harm: outside of a transaction, SQLite does not wait until the
   * disk has it. All other statements of the process see it at once, and none is lost before it.
   */
  async queryUnsynced(sql: string, values: unknown[]): Promise<void> {
    if (this.dataSource.scopes.current() === undefined) {
      await this.dataSource.queryUnsynced(sql, values);
    } else {
      await this.manager.query(sql, values);
    }
  }

  /** Resolves when the database answers and its schema is there; for readiness checks. */
  async ping(): Promise<void> {
    await this.dataSource.query('SELECT 1 FROM settings');
  }
}
