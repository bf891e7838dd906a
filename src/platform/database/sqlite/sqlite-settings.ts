import type SqliteConnection from 'better-sqlite3';
import { StartupError } from '../startup-error.js';

/** The first SQLite without the bug that can corrupt a database in WAL mode. */
const OLDEST_SQLITE = [3, 51, 3] as const;

export const BUSY_TIMEOUT_MS = 5_000;

/**
 * Makes a fresh connection safe: write-ahead log, every commit on disk before it is acknowledged,
 * foreign keys enforced; and asks SQLite whether it took that.
 *
 * @throws StartupError when the library is too old or a setting did not take
 */
export function configureSqlite(connection: SqliteConnection, inMemory: boolean): void {
  assertVersion(String(scalar(connection.prepare('SELECT sqlite_version() AS value').all())));
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  connection.pragma('foreign_keys = ON');
  assertSqliteSettings(connection, inMemory);
}

/** @throws StartupError naming the setting that is not as it must be */
export function assertSqliteSettings(connection: SqliteConnection, inMemory: boolean): void {
  const expected: Record<string, unknown> = {
    journal_mode: inMemory ? 'memory' : 'wal',
    synchronous: 2,
    busy_timeout: BUSY_TIMEOUT_MS,
    foreign_keys: 1,
  };
  for (const [name, value] of Object.entries(expected)) {
    const actual = connection.pragma(name, { simple: true });
    if (actual !== value) {
      throw new StartupError(`SQLite did not take ${name}: it is ${String(actual)}`);
    }
  }
}

/** @throws StartupError */
export function assertVersion(version: string): void {
  const parts = version.split('.').map(Number);
  for (const [index, oldest] of OLDEST_SQLITE.entries()) {
    const part = parts[index] ?? 0;
    if (part > oldest) return;
    if (part < oldest) {
      throw new StartupError(
        `SQLite ${version} can corrupt a database: ${OLDEST_SQLITE.join('.')} or newer is needed (reinstall better-sqlite3)`,
      );
    }
  }
}

function scalar(rows: unknown[]): unknown {
  return (rows[0] as { value: unknown } | undefined)?.value;
}
