import { closeSync, openSync, realpathSync } from 'node:fs';
import SqliteConnection from 'better-sqlite3';
import { StartupError } from '../startup-error.js';
import { assertSqliteFile } from './sqlite-file.js';

/** The lock files that this process holds. */
const heldHere = new Set<string>();

/**
 * Keeps a second process away from the same SQLite file. The gate and the caches of this program live
 * in one process: a second one would see neither.
 *
 * The lock is an exclusive transaction on an empty SQLite file beside the database, held open for as
 * long as the process runs. SQLite takes it as an operating-system lock, which the kernel drops
 * when the process ends in whatever way, kill -9 and power loss included: no stale pid file. A lock
 * on the database itself would keep backups and `sqlite3` out. The file stays behind, since removing
 * it would race with the next start. Network file systems without working locks are not supported,
 * by SQLite itself neither.
 */
export class SqliteProcessLock {
  private constructor(
    private readonly path: string,
    private readonly connection: SqliteConnection,
  ) {
    heldHere.add(path);
  }

  /**
   * @param databasePath an existing file; all symbolic links to it share the lock
   * @throws StartupError when another process, or another data source of this one, holds the lock, or
   *   when the file is no database: nothing is created beside it then
   */
  static take(databasePath: string): SqliteProcessLock {
    const path = `${realpathSync(databasePath)}.lock`;
    if (heldHere.has(path)) throw inUse(databasePath);
    assertSqliteFile(databasePath);
    try {
      createPrivate(path);
      return new SqliteProcessLock(path, lock(path));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'SQLITE_BUSY') throw inUse(databasePath, error);
      throw new StartupError(`cannot lock the database by ${path}: ${message}`, { cause: error });
    }
  }

  release(): void {
    this.connection.close();
    heldHere.delete(this.path);
  }
}

function lock(path: string): SqliteConnection {
  const connection = new SqliteConnection(path, { timeout: 0 });
  try {
    connection.exec('BEGIN EXCLUSIVE');
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function inUse(databasePath: string, cause?: unknown): StartupError {
  return new StartupError(
    `${databasePath} is in use by another process; on SQLite only one may run: stop it, or use Postgres for several`,
    { cause },
  );
}

/** Creates the file for its owner only; a file that exists is not opened, as closing it drops locks. */
function createPrivate(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
