import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import SqliteConnection from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ENTITIES } from '../../../src/entities.js';
import {
  createDataSource,
  openDatabase,
  StartupError,
  type OpenDatabase,
} from '../../../src/platform/database/index.js';

const LOCK_MODULE = resolve('src/platform/database/sqlite/process-lock.ts');

describe('the SQLite file', () => {
  let directory: string;
  let path: string;
  const opened: OpenDatabase[] = [];
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'ostiary-file-'));
    path = join(directory, 'data', 'ostiary.db');
  });
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const open = async (
    file = path,
    warn: (message: string) => void = () => undefined,
  ): Promise<OpenDatabase> => {
    const database = await openDatabase({
      databaseUrl: `sqlite:${file}`,
      entities: ENTITIES,
      masterKeySource: { kind: 'default', path: join(directory, 'data', 'master.key') },
      warn,
    });
    opened.push(database);
    return database;
  };
  const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

  it('and all that lies beside it are readable to their owner only, whatever the umask (X11)', async () => {
    const umask = process.umask(0);
    const warn = vi.fn();
    try {
      await open(path, warn);
    } finally {
      process.umask(umask);
    }
    expect(warn).not.toHaveBeenCalled();
    expect(modeOf(join(directory, 'data'))).toBe('700');
    for (const suffix of ['', '-wal', '-shm', '.lock']) expect(modeOf(path + suffix)).toBe('600');
    expect(modeOf(join(directory, 'data', 'master.key'))).toBe('600');
  });

  it('is taken away from other users with a warning when it was open to them (X11)', async () => {
    const first = await open();
    await opened.pop()?.close();
    expect(first.dataSource.isInitialized).toBe(false);
    chmodSync(path, 0o666);
    const warn = vi.fn();
    await open(path, warn);
    expect(modeOf(path)).toBe('600');
    expect(modeOf(`${path}-wal`)).toBe('600');
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('0666'));
  });

  it.each([
    ['text', 'DATABASE_URL=…\n'],
    ['text of more than one page', 'x'.repeat(10_000)],
    ['almost the header', 'SQLite format 3 and more'],
  ])('of somebody else (%s) is left exactly as it was', async (_name, text) => {
    const file = join(directory, 'notes.txt');
    writeFileSync(file, text);
    chmodSync(file, 0o644);
    const before = statSync(file);

    const error: unknown = await open(file).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(StartupError);
    expect((error as Error).message).toMatch(/notes\.txt is not an SQLite database/);
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect([modeOf(file), statSync(file).mtimeMs]).toEqual(['644', before.mtimeMs]);
    expect(readdirSync(directory)).toEqual(['notes.txt']);
  });

  it('may be a directory by mistake, which is left as it was', async () => {
    chmodSync(directory, 0o755);
    await expect(open(directory)).rejects.toThrow(/is not a file/);
    expect([modeOf(directory), readdirSync(directory)]).toEqual(['755', []]);
  });

  it('may be empty', async () => {
    const file = join(directory, 'empty.db');
    writeFileSync(file, '');
    await expect(open(file)).resolves.toBeDefined();
  });

  it('is opened so that an acknowledged commit survives a power loss', async () => {
    const { dataSource } = await open();
    const pragma = async (name: string): Promise<unknown> => {
      const rows: Record<string, unknown>[] = await dataSource.query(`PRAGMA ${name}`);
      return Object.values(rows[0] ?? {})[0];
    };
    expect(await pragma('journal_mode')).toBe('wal');
    expect(await pragma('synchronous')).toBe(2);
    expect(await pragma('foreign_keys')).toBe(1);
    expect(await pragma('busy_timeout')).toBe(5000);
  });

  it('is refused to a second opener with one line, by whatever name, and free after the first', async () => {
    await open();
    const link = join(directory, 'link.db');
    symlinkSync(path, link);
    for (const name of [path, link]) {
      const error: unknown = await open(name).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(StartupError);
      expect((error as Error).message).toMatch(/in use by another process/);
      expect((error as Error).message).not.toContain('\n');
    }
    await opened.pop()?.close();
    await expect(open()).resolves.toBeDefined();
  });

  it('is free again when the process that had it is killed', async () => {
    await open();
    await opened.pop()?.close();
    const holder = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { runnerImport } from 'vite';
         const { module } = await runnerImport(${JSON.stringify(LOCK_MODULE)});
         module.SqliteProcessLock.take(${JSON.stringify(path)});
         process.stdout.write('held');
         setInterval(() => undefined, 1000);`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(holder.stdout, 'data');
    await expect(open()).rejects.toThrow(/in use by another process/);
    const gone = once(holder, 'exit');
    holder.kill('SIGKILL');
    await gone;
    await expect(open()).resolves.toBeDefined();
  }, 30_000);

  it('leaves the lock with the running server while another tries', async () => {
    await open();
    await expect(open()).rejects.toThrow(StartupError);
    await expect(open()).rejects.toThrow(StartupError);
  });

  it('can be read by a backup while the server runs', async () => {
    await open();
    const backup = new SqliteConnection(path, { readonly: true });
    expect(backup.prepare('SELECT COUNT(*) AS n FROM settings').all()).toEqual([{ n: 1 }]);
    backup.close();
  });

  it('is open to the command line while the server is down, and refused while it runs', async () => {
    await open();
    const settings = { databaseUrl: `sqlite:${path}`, entities: ENTITIES };
    await expect(createDataSource(settings).initialize()).rejects.toThrow(StartupError);
    await opened.pop()?.close();
    const cli = await createDataSource(settings).initialize();
    expect(await cli.showMigrations()).toBe(false);
    await cli.destroy();
  });

  it('is not started by a program older than its schema', async () => {
    const { dataSource } = await open();
    await dataSource.query(`INSERT INTO migrations (timestamp, name) VALUES (1, 'Future9')`);
    await opened.pop()?.close();
    await expect(open()).rejects.toThrow(/newer version \(Future9\)/);
  });

  it('is refused in one line when its directory cannot be written', async () => {
    const file = join(directory, 'data');
    execFileSync('touch', [file]);
    await expect(
      openDatabase({
        databaseUrl: `sqlite:${join(file, 'ostiary.db')}`,
        entities: ENTITIES,
        masterKeySource: { kind: 'value', base64: Buffer.alloc(32, 7).toString('base64') },
      }),
    ).rejects.toThrow(StartupError);
  });

  it.runIf(process.platform === 'linux')(
    'is refused at once where no directory can be made and Node would try for ever',
    async () => {
      await expect(open('/proc/ostiary/ostiary.db')).rejects.toThrow(
        'cannot create the database /proc/ostiary/ostiary.db (ENOENT)',
      );
    },
  );

  it('is replaced by memory for `sqlite::memory:`, with the same guarantees', async () => {
    const database = await openDatabase({
      databaseUrl: 'sqlite::memory:',
      entities: ENTITIES,
      masterKeySource: { kind: 'value', base64: Buffer.alloc(32, 7).toString('base64') },
    });
    await database.database.ping();
    await database.close();
    await expect(database.database.ping()).rejects.toThrow();
  });
});
