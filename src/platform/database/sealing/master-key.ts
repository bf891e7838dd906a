import { randomBytes } from 'node:crypto';
import { closeSync, constants, copyFileSync, fsyncSync, linkSync } from 'node:fs';
import { openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { MasterKeySource } from '../../config/index.js';
import { makePrivateDirectory } from '../private-directory.js';
import { tightenFile } from '../sqlite/sqlite-file.js';
import { StartupError } from '../startup-error.js';
import { MASTER_KEY_BYTES } from './sealer.js';

/** How file systems say that they have no hard links. */
const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

type Warn = (message: string) => void;

/**
 * Reads the master key from where it is configured.
 *
 * @returns 32 bytes; null when the key file in the data directory does not exist yet
 * @throws StartupError when the key is missing where it was promised, unreadable, or not 32 bytes
 */
export function readMasterKey(source: MasterKeySource, warn: Warn): Buffer | null {
  if (source.kind === 'value') return decodeMasterKey(source.base64, 'OSTIARY_MASTER_KEY');
  const text = readKeyFile(source);
  if (text === null) return null;
  if (source.kind === 'default') tightenFile(source.path, warn);
  else warnIfOpen(source.path, warn);
  return decodeMasterKey(text, source.path);
}

/**
 * Creates the key file, mode 0600, whole or not at all, and never over another: the key is written
 * beside it and then linked to its name (copied where the file system has no links).
 *
 * @returns the key that the file now holds, which is another's if that was faster
 * @throws StartupError when the directory cannot be written
 */
export function createMasterKey(path: string): Buffer {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    makePrivateDirectory(dirname(path));
    try {
      writeDurably(draft, `${randomBytes(MASTER_KEY_BYTES).toString('base64')}\n`);
      linkUnlessTaken(draft, path);
    } finally {
      rmSync(draft, { force: true });
    }
    syncDirectory(dirname(path));
    return decodeMasterKey(readFileSync(path, 'utf8'), path);
  } catch (error) {
    if (error instanceof StartupError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new StartupError(`cannot create the master key ${path} (${code})`, { cause: error });
  }
}

/** base64 or base64url, with or without padding; nothing else, and exactly 32 bytes. */
function decodeMasterKey(text: string, where: string): Buffer {
  const canonical = text.trim().replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  const key = Buffer.from(canonical, 'base64');
  const isCanonical = key.toString('base64').replace(/=+$/, '') === canonical;
  if (key.length !== MASTER_KEY_BYTES || !isCanonical) {
    throw new StartupError(
      `the master key in ${where} is not 32 bytes of base64 (openssl rand -base64 32)`,
    );
  }
  return key;
}

function readKeyFile(source: { kind: 'file' | 'default'; path: string }): string | null {
  try {
    return readFileSync(source.path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (source.kind === 'default' && code === 'ENOENT') return null;
    throw new StartupError(`cannot read the master key ${source.path} (${code})`, { cause: error });
  }
}

/** A file that was given is somebody else's to change, and a mounted secret is often 0444. */
function warnIfOpen(path: string, warn: Warn): void {
  if (process.platform !== 'win32' && (statSync(path).mode & 0o007) !== 0) {
    warn(`the master key ${path} is open to all users of this machine: make it 0600`);
  }
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function linkUnlessTaken(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'EEXIST') return;
    if (!NO_LINKS.has(code)) throw error;
    copyFileSync(draft, path, constants.COPYFILE_EXCL);
  }
}

/** The name itself must survive a power loss, or the next start would find sealed data and no key. */
function syncDirectory(path: string): void {
  if (process.platform === 'win32') return;
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
