import { DataSource, EntityManager } from 'typeorm';
import type { DataSourceOptions, QueryRunner } from 'typeorm';
import type { IsolationLevel } from 'typeorm/driver/types/IsolationLevel.js';
import type { ReplicationMode } from 'typeorm/driver/types/ReplicationMode.js';
import { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import { SqliteGate } from './sqlite/sqlite-gate.js';
import { SerialQueryRunner } from './sqlite/serial-query-runner.js';
import { UnsyncedWrites } from './sqlite/unsynced-writes.js';
import { SqliteProcessLock } from './sqlite/process-lock.js';
import { createSqliteFile, isInMemory, tightenSqliteFile } from './sqlite/sqlite-file.js';
import { TransactionScopeError, TransactionScopes } from './transaction-scope.js';

/**
 * The data source of server and CLI alike. What it adds to TypeORM's:
 * - code inside a transaction cannot reach past it (`TransactionScopeError` instead of a statement
 *   outside the transaction on Postgres, or a dead lock on SQLite);
 * - on SQLite every query runner is a `SerialQueryRunner`, the file is private to its owner, and one
 *   process at a time opens it.
 */
export class OstiaryDataSource extends DataSource {
  readonly scopes = new TransactionScopes();
  private readonly gate = new SqliteGate();
  private readonly unsynced = new UnsyncedWrites(
    async (batch) => this.runner?.runUnsynced(batch) ?? [],
  );
  /** For what is one statement, or waits for nothing between several; never released. */
  private shared: SerialQueryRunner | null = null;
  private processLock: SqliteProcessLock | null = null;

  constructor(
    options: DataSourceOptions,
    private readonly warn: (message: string) => void = () => undefined,
  ) {
    super(options);
  }

  /**
   * @throws StartupError when another process has the SQLite file, the file is something else, or it
   *   cannot be made safe
   */
  override async initialize(): Promise<this> {
    try {
      const { options } = this;
      if (options.type === 'better-sqlite3' && !isInMemory(options.database)) {
        createSqliteFile(options.database);
        this.processLock = SqliteProcessLock.take(options.database);
        tightenSqliteFile(options.database, this.warn);
      }
      return await super.initialize();
    } catch (error) {
      this.releaseProcessLock();
      throw error;
    }
  }

  override async destroy(): Promise<void> {
    try {
      await this.unsynced.flush();
      this.gate.forgetStatements();
      await super.destroy();
    } finally {
      this.releaseProcessLock();
    }
  }

  /** @throws TransactionScopeError inside a transaction: its own manager is the only way on. */
  override createQueryRunner(mode: ReplicationMode = 'master'): QueryRunner {
    if (this.scopes.current() !== undefined) {
      throw new TransactionScopeError(
        'this code runs inside a transaction but uses a global manager or repository: use Database.manager',
      );
    }
    if (!(this.driver instanceof BetterSqlite3Driver)) return super.createQueryRunner(mode);
    const runner = new SerialQueryRunner(this.driver, this.gate, this.scopes);
    return Object.assign(runner, { manager: this.createEntityManager(runner) });
  }

  /** One statement outside of transactions, which on SQLite does not wait for the disk. */
  queryUnsynced(sql: string, values: unknown[]): Promise<unknown> {
    return this.runner === null ? this.query(sql, values) : this.unsynced.write(sql, values);
  }

  /** As `Database.readNow`. */
  readNow(sql: string, values: readonly unknown[]): unknown[] | undefined {
    return this.runner?.readNow(sql, values);
  }

  // TypeORM calls this before the fields above are set.
  override createEntityManager(queryRunner?: QueryRunner): EntityManager {
    return new ScopedEntityManager(this, queryRunner);
  }

  /** Null on Postgres. */
  private get runner(): SerialQueryRunner | null {
    if (!(this.driver instanceof BetterSqlite3Driver)) return null;
    return (this.shared ??= new SerialQueryRunner(this.driver, this.gate, this.scopes));
  }

  private releaseProcessLock(): void {
    this.processLock?.release();
    this.processLock = null;
  }
}

type TransactionWork<T> = (manager: EntityManager) => Promise<T>;

/** An entity manager whose transactions are known to the code that runs inside them. */
class ScopedEntityManager extends EntityManager {
  constructor(
    private readonly source: OstiaryDataSource,
    queryRunner?: QueryRunner,
  ) {
    super(source, queryRunner);
  }

  override async transaction<T>(
    isolationOrWork: IsolationLevel | TransactionWork<T>,
    workAfterIsolation?: TransactionWork<T>,
  ): Promise<T> {
    const { scopes } = this.source;
    const enclosing = scopes.current();
    const scoped =
      (work: TransactionWork<T> | undefined): TransactionWork<T> =>
      (manager) =>
        scopes.run(manager, () => (work as TransactionWork<T>)(manager));
    const start = (): Promise<T> =>
      typeof isolationOrWork === 'string'
        ? super.transaction(isolationOrWork, scoped(workAfterIsolation))
        : super.transaction(scoped(isolationOrWork));
    if (enclosing === undefined || enclosing.manager !== this) return start();
    await enclosing.nested.acquire();
    try {
      return await start();
    } finally {
      enclosing.nested.release();
    }
  }
}
