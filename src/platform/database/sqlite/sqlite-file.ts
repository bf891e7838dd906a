import { chmodSync, closeSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { makePrivateDirectory } from '../private-directory.js';
import { StartupError } from '../startup-error.js';

const PRIVATE_FILE = 0o600;
const OTHERS = 0o077;
/** How every SQLite database begins that is not empty (SQLite file format §1.2.1). */
const HEADER = Buffer.from('SQLite format 3\0', 'latin1');

/** Whether the database is gone with its connection. */
export function isInMemory(path: string): boolean {
  return path === ':memory:';
}

/**
 * Creates an empty database (0600) and its directory (0700), unless there is something by that name.
 *
 * @throws StartupError when that cannot be done
 */
export function createSqliteFile(path: string): void {
  try {
    if (exists(path)) return;
    makePrivateDirectory(dirname(path));
    closeSync(openSync(path, 'wx', PRIVATE_FILE));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Another process may have been quicker.
    if (code === 'EEXIST' && exists(path)) return;
    throw new StartupError(`cannot create the database ${path} (${code})`, { cause: error });
  }
}

/**
 * Sees to it that a file is an SQLite database or empty, without changing anything about it. It is
 * opened and closed: a process that has this database open would lose its locks by that.
 *
 * @throws StartupError
 */
export function assertSqliteFile(path: string): void {
  if (!statSync(path).isFile()) {
    throw new StartupError(`${path} is not a file: DATABASE_URL must name an SQLite database`);
  }
  const start = startOf(path);
  if (start.length > 0 && !start.equals(HEADER)) {
    throw new StartupError(
      `${path} is not an SQLite database, and was left as it was: check DATABASE_URL`,
    );
  }
}

/**
 * Sees to it that only the owner can read the database, with a warning if others could. SQLite gives
 * its `-wal` and `-shm` files the mode of the database.
 *
 * @throws StartupError when that cannot be done
 */
export function tightenSqliteFile(path: string, warn: (message: string) => void): void {
  for (const suffix of ['', '-wal', '-shm']) tightenFile(path + suffix, warn);
}

/**
 * Takes away what group and others may do with a file, if it exists.
 *
 * @throws StartupError when the file stays open to others
 */
export function tightenFile(path: string, warn: (message: string) => void): void {
  const mode = modeOf(path);
  if (mode === null || (mode & OTHERS) === 0) return;
  const octal = mode.toString(8).padStart(4, '0');
  try {
    chmodSync(path, PRIVATE_FILE);
  } catch (error) {
    throw new StartupError(
      `${path} is open to other users (mode ${octal}) and cannot be changed: make it 0600`,
      { cause: error },
    );
  }
  warn(`${path} was open to other users (mode ${octal}) and is now 0600`);
}

/** Permission bits of a file; null when there is none, or on Windows, where they mean nothing. */
function modeOf(path: string): number | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined || process.platform === 'win32' ? null : stat.mode & 0o777;
}

/** As many bytes as the header has, or all that there are. */
function startOf(path: string): Buffer {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(HEADER.length);
      return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartupError(`cannot read the database ${path} (${code})`, { cause: error });
  }
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
