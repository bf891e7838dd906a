import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartupError } from '../startup-error.js';

const PRIVATE_FILE = 0o600;
const PRIVATE_DIRECTORY = 0o700;
const OTHERS = 0o077;

/** Whether the database is gone with its connection. */
export function isInMemory(path: string): boolean {
  return path === ':memory:';
}

/**
 * Sees to it that only the owner can read the database: creates directory (0700) and file (0600), or
 * takes others' permissions away with a warning. SQLite gives its `-wal` and `-shm` files the mode
 * of the database.
 *
 * @throws StartupError when that cannot be done
 */
export function prepareSqliteFile(path: string, warn: (message: string) => void): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: PRIVATE_DIRECTORY });
    if (!exists(path)) closeSync(openSync(path, 'wx', PRIVATE_FILE));
    for (const suffix of ['', '-wal', '-shm']) tightenFile(path + suffix, warn);
  } catch (error) {
    if (error instanceof StartupError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new StartupError(`cannot create the database ${path} (${code})`, { cause: error });
  }
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

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
