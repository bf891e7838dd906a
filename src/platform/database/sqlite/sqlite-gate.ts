import type SqliteConnection from 'better-sqlite3';
import type { Statement } from 'better-sqlite3';
import { AsyncMutex } from '../async-mutex.js';

/** As long as a Postgres statement may take; then the caller gets 503 instead of waiting for ever. */
const WAIT_LIMIT_MS = 10_000;
/** Statement texts differ by the length of `IN` lists, so the number of them is not bounded. */
const STATEMENT_LIMIT = 500;

/** What the query runners of one connection share: whose turn it is, and the prepared statements. */
export class SqliteGate {
  private readonly mutex = new AsyncMutex();
  private readonly statements = new Map<string, Statement>();

  /** Whether no transaction is open and none waits. */
  get isOpen(): boolean {
    return this.mutex.isFree;
  }

  /** @throws MutexTimeoutError when a transaction does not end in time. */
  enter(): Promise<void> {
    return this.mutex.acquire(WAIT_LIMIT_MS);
  }

  leave(): void {
    this.mutex.release();
  }

  statement(connection: SqliteConnection, sql: string): Statement {
    const known = this.statements.get(sql);
    if (known !== undefined) return known;
    const statement = connection.prepare(sql);
    this.statements.set(sql, statement);
    if (this.statements.size > STATEMENT_LIMIT) this.forgetOldest();
    return statement;
  }

  forgetStatements(): void {
    this.statements.clear();
  }

  private forgetOldest(): void {
    const oldest = this.statements.keys().next();
    if (oldest.done !== true) this.statements.delete(oldest.value);
  }
}
