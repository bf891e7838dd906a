import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StartupError } from '../startup-error.js';
import { createMasterKey, readMasterKey } from './master-key.js';

const key = randomBytes(32);
let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'ostiary-key-'));
  path = join(directory, 'master.key');
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const silent = (): void => undefined;

describe('readMasterKey', () => {
  it.each([
    ['base64', key.toString('base64')],
    ['base64url', key.toString('base64url')],
    ['base64 with a newline', `${key.toString('base64')}\n`],
  ])('takes %s', (_form, base64) => {
    expect(readMasterKey({ kind: 'value', base64 }, silent)).toEqual(key);
  });

  it.each([
    ['nothing', ''],
    ['16 bytes', randomBytes(16).toString('base64')],
    ['33 bytes', randomBytes(33).toString('base64')],
    ['hexadecimal', key.toString('hex')],
    [
      'a stray character',
      `${key.toString('base64').slice(0, 20)}!${key.toString('base64').slice(20)}`,
    ],
    ['a pass phrase', 'correct horse battery staple, 32 bytes!!'],
  ])('refuses %s with one line that does not repeat it', (_form, base64) => {
    try {
      readMasterKey({ kind: 'value', base64 }, silent);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(StartupError);
      const { message } = error as Error;
      expect(message).toContain('OSTIARY_MASTER_KEY');
      expect(message).not.toContain('\n');
      if (base64 !== '') expect(message).not.toContain(base64);
    }
  });

  it('knows that the default file does not exist yet, and refuses when a named one does not', () => {
    expect(readMasterKey({ kind: 'default', path }, silent)).toBeNull();
    expect(() => readMasterKey({ kind: 'file', path }, silent)).toThrow(StartupError);
  });

  it('takes the default file away from other users, with a warning (X11)', () => {
    writeFileSync(path, key.toString('base64'));
    chmodSync(path, 0o644);
    const warn = vi.fn();
    expect(readMasterKey({ kind: 'default', path }, warn)).toEqual(key);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('0644'));
  });

  it('warns of a named file that all users can read, and leaves it alone (X11)', () => {
    writeFileSync(path, key.toString('base64'));
    chmodSync(path, 0o444);
    const warn = vi.fn();
    expect(readMasterKey({ kind: 'file', path }, warn)).toEqual(key);
    expect(statSync(path).mode & 0o777).toBe(0o444);
    expect(warn).toHaveBeenCalledOnce();
  });
});

describe('createMasterKey', () => {
  it('writes 32 random bytes for the owner only, whatever the umask, and leaves nothing else', () => {
    const umask = process.umask(0);
    try {
      const created = createMasterKey(path);
      expect(created).toHaveLength(32);
      expect(readMasterKey({ kind: 'default', path }, silent)).toEqual(created);
    } finally {
      process.umask(umask);
    }
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory)).toEqual(['master.key']);
  });

  it('never replaces a key: who comes second takes the first', () => {
    const first = createMasterKey(path);
    const text = readFileSync(path, 'utf8');
    expect(createMasterKey(path)).toEqual(first);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('creates the data directory for the owner only', () => {
    createMasterKey(join(directory, 'new', 'master.key'));
    expect(statSync(join(directory, 'new')).mode & 0o777).toBe(0o700);
  });

  it('says in one line where it could not write', () => {
    writeFileSync(path, key.toString('base64'));
    expect(() => createMasterKey(join(path, 'master.key'))).toThrow(/cannot create the master key/);
  });
});
