import { closeSync, openSync, realpathSync } from 'node:fs';
import SqliteConnection from 'better-sqlite3';
import { StartupError } from '../startup-error.js';

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
  private constructor(private readonly connection: SqliteConnection) {}

  /**
   * @param databasePath an existing file; all symbolic links to it share the lock
   * @throws StartupError when another process, or another data source of this one, holds the lock
   */
  static take(databasePath: string): SqliteProcessLock {
    const path = `${realpathSync(databasePath)}.lock`;
    createPrivate(path);
    const connection = new SqliteConnection(path, { timeout: 0 });
    try {
      connection.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      connection.close();
      if (!isBusy(error)) throw error;
      throw new StartupError(
        `${databasePath} is in use by another process; on SQLite only one may run: stop it, or use Postgres for several`,
        { cause: error },
      );
    }
    return new SqliteProcessLock(connection);
  }

  release(): void {
    this.connection.close();
  }
}

/** Creates the file for its owner only; a file that exists is not opened, as closing it drops locks. */
function createPrivate(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function isBusy(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'SQLITE_BUSY';
}
