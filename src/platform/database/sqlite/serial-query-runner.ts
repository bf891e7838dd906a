import type SqliteConnection from 'better-sqlite3';
import { QueryFailedError, QueryResult, QueryRunnerAlreadyReleasedError } from 'typeorm';
import type { ObjectLiteral } from 'typeorm';
import type { IsolationLevel } from 'typeorm/driver/types/IsolationLevel.js';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import { BetterSqlite3QueryRunner } from 'typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner.js';
import { TransactionScopeError, type TransactionScopes } from '../transaction-scope.js';
import type { SqliteGate } from './sqlite-gate.js';

/** A statement that need not be on the disk when it is done. */
export interface Unsynced {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/**
 * A query runner of its own for every piece of work, all on the one SQLite connection, taking turns.
 *
 * TypeORM's runner is shared: a transaction that begins while another is open becomes a savepoint of
 * it, and a plain statement joins it, so that a stranger's rollback undoes acknowledged writes. Here
 * a transaction holds the gate from `BEGIN` to its end, and a statement outside a transaction runs
 * when the gate is open. That statement runs without an `await` between the check and its end, so
 * it need not hold the gate.
 *
 * TypeORM's query events (subscribers) are not raised.
 */
export class SerialQueryRunner extends BetterSqlite3QueryRunner {
  private holdsGate = false;

  constructor(
    driver: BetterSqlite3Driver,
    private readonly gate: SqliteGate,
    private readonly scopes: TransactionScopes,
  ) {
    super(driver);
  }

  /** @throws TransactionScopeError inside another runner's transaction; MutexTimeoutError. */
  override async query(
    sql: string,
    parameters: unknown[] | ObjectLiteral = [],
    useStructuredResult = false,
  ): ReturnType<BetterSqlite3QueryRunner['query']> {
    if (this.isReleased) throw new QueryRunnerAlreadyReleasedError();
    if (this.holdsGate) {
      this.refuseAfterLostTransaction();
      return this.execute(sql, parameters as unknown[], useStructuredResult);
    }
    this.refuseInsideAnotherTransaction();
    if (this.gate.isOpen) return this.execute(sql, parameters as unknown[], useStructuredResult);
    await this.gate.enter();
    try {
      return this.execute(sql, parameters as unknown[], useStructuredResult);
    } finally {
      this.gate.leave();
    }
  }

  /**
   * Statements in one transaction that does not wait for the disk: a power cut may undo it, and nothing that
   * was written before it. What is written after it takes it along. A statement that fails leaves the others.
   *
   * @returns the error of each statement; undefined for those that were written
   * @throws when nothing was written
   */
  async runUnsynced(batch: readonly Unsynced[]): Promise<(Error | undefined)[]> {
    if (this.gate.isOpen) return this.executeUnsynced(batch);
    await this.gate.enter();
    try {
      return this.executeUnsynced(batch);
    } finally {
      this.gate.leave();
    }
  }

  /**
   * As `query` of a `SELECT` outside a transaction, without a promise; undefined where `query` would wait for
   * its turn or refuse.
   */
  readNow(sql: string, values: readonly unknown[]): unknown[] | undefined {
    if (!this.gate.isOpen || this.scopes.current() !== undefined) return undefined;
    return this.execute(sql, values, false) as unknown[];
  }

  override async startTransaction(isolationLevel?: IsolationLevel): Promise<void> {
    if (this.holdsGate) return super.startTransaction(isolationLevel);
    this.refuseInsideAnotherTransaction();
    await this.gate.enter();
    this.holdsGate = true;
    try {
      await super.startTransaction(isolationLevel);
    } catch (error) {
      this.end();
      throw error;
    }
  }

  /** A commit that fails leaves the transaction open: the caller rolls back, or releases. */
  override async commitTransaction(): Promise<void> {
    const outermost = this.transactionDepth <= 1;
    await super.commitTransaction();
    if (outermost) this.end();
  }

  override async rollbackTransaction(): Promise<void> {
    const outermost = this.transactionDepth <= 1;
    try {
      await super.rollbackTransaction();
    } finally {
      if (outermost) this.end();
    }
  }

  override async release(): Promise<void> {
    this.end();
    await super.release();
    this.isReleased = true;
  }

  /** Ends the turn, and whatever transaction is still open in it. */
  private end(): void {
    if (!this.holdsGate) return;
    this.transactionDepth = 0;
    this.isTransactionActive = false;
    this.holdsGate = false;
    try {
      if (this.sqlite.inTransaction) this.sqlite.exec('ROLLBACK');
    } finally {
      this.gate.leave();
    }
  }

  private execute(
    sql: string,
    parameters: readonly unknown[],
    useStructuredResult: boolean,
  ): unknown {
    // A transaction that begins by reading could not be made a writing one after a foreign write.
    const text = sql === 'BEGIN TRANSACTION' ? 'BEGIN IMMEDIATE' : sql;
    const values = parameters.map(bindable);
    this.dataSource.logger.logQuery(text, values, this);
    try {
      const result = this.run(text, values);
      return useStructuredResult ? result : (result.raw as unknown);
    } catch (error) {
      const cause = error instanceof Error ? error : new Error(String(error));
      this.dataSource.logger.logQueryError(cause, text, values, this);
      throw new QueryFailedError(text, values, cause);
    }
  }

  /** Without an `await`, so that no other statement goes unsynced. */
  private executeUnsynced(batch: readonly Unsynced[]): (Error | undefined)[] {
    // This pragma takes effect when it is compiled, so that it cannot be a prepared statement.
    this.sqlite.exec('PRAGMA synchronous = NORMAL');
    const isTransaction = batch.length > 1;
    try {
      if (isTransaction) this.execute('BEGIN TRANSACTION', [], false);
      const errors = batch.map((each) => this.errorOf(each, isTransaction));
      if (isTransaction) this.execute('COMMIT', [], false);
      return errors;
    } finally {
      if (this.sqlite.inTransaction) this.sqlite.exec('ROLLBACK');
      this.sqlite.exec('PRAGMA synchronous = FULL');
    }
  }

  private errorOf({ sql, values }: Unsynced, isTransaction: boolean): Error | undefined {
    try {
      this.execute(sql, values, false);
      return undefined;
    } catch (error) {
      // SQLite has rolled back by itself: what was written before is gone, what follows would stand alone.
      if (isTransaction && !this.sqlite.inTransaction) throw error;
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  private run(sql: string, values: unknown[]): QueryResult {
    const result = new QueryResult();
    const statement = this.gate.statement(this.sqlite, sql);
    if (statement.reader) {
      result.records = statement.all(...values);
      result.raw = result.records;
    } else {
      const { changes, lastInsertRowid } = statement.run(...values);
      result.affected = changes;
      result.raw = lastInsertRowid;
    }
    return result;
  }

  private get sqlite(): SqliteConnection {
    return this.driver.databaseConnection as SqliteConnection;
  }

  private refuseInsideAnotherTransaction(): void {
    if (this.scopes.current() === undefined) return;
    throw new TransactionScopeError(
      'this code runs inside a transaction but uses another query runner: it would wait for itself',
    );
  }

  /** SQLite rolls back by itself when the disk is full or fails; what follows must not stand alone. */
  private refuseAfterLostTransaction(): void {
    if (this.transactionDepth > 0 && !this.sqlite.inTransaction) {
      throw new Error('SQLite has rolled this transaction back: nothing more can be written in it');
    }
  }
}

/** SQLite has no boolean. */
function bindable(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value;
}
