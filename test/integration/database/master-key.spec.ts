import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteConnection from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startPostgres, type PostgresServer } from '../../harness/postgres.js';
import { ENTITIES } from '../../../src/entities.js';
import type { MasterKeySource } from '../../../src/platform/config/index.js';
import { openDatabase, StartupError } from '../../../src/platform/database/index.js';
import { MIGRATIONS } from '../../../src/platform/database/migrations/index.js';

const newKey = (): MasterKeySource => ({
  kind: 'value',
  base64: randomBytes(32).toString('base64'),
});

describe('the master key of a database', () => {
  let directory: string;
  let path: string;
  let keyFile: MasterKeySource & { path: string };
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'ostiary-master-'));
    path = join(directory, 'ostiary.db');
    keyFile = { kind: 'default', path: join(directory, 'master.key') };
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  const open = (masterKeySource: MasterKeySource, databaseUrl = `sqlite:${path}`) =>
    openDatabase({ databaseUrl, entities: ENTITIES, masterKeySource });
  const refusal = async (masterKeySource: MasterKeySource): Promise<string> => {
    const error: unknown = await open(masterKeySource).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StartupError);
    expect((error as Error).message).not.toContain('\n');
    return (error as Error).message;
  };
  /** Schema and rows of everything, as text. */
  const dump = (): string => {
    const connection = new SqliteConnection(path, { readonly: true });
    const objects = connection.prepare('SELECT * FROM sqlite_master ORDER BY name').all();
    const rows = (objects as { type: string; name: string }[])
      .filter((object) => object.type === 'table')
      .map(({ name }) => [name, connection.prepare(`SELECT * FROM "${name}"`).all()]);
    connection.close();
    return JSON.stringify([objects, rows]);
  };

  it('is made once and opens the same secrets after every start', async () => {
    const first = await open(keyFile);
    const sealed = first.sealer.seal('secret', 'row');
    const cookieKey = first.sealer.deriveKey('cookies');
    await first.close();
    const text = readFileSync(keyFile.path, 'utf8');
    const second = await open(keyFile);
    expect(second.sealer.open(sealed, 'row')).toBe('secret');
    expect(second.sealer.deriveKey('cookies')).toEqual(cookieKey);
    expect(readFileSync(keyFile.path, 'utf8')).toBe(text);
    await second.close();
  });

  it('stops the start when it is another, and nothing is written (X05)', async () => {
    await (await open(keyFile)).close();
    const before = dump();
    expect(await refusal(newKey())).toMatch(/not the one this database was sealed with/);
    expect(dump()).toBe(before);
    await (await open(keyFile)).close();
  });

  it('stops the start before any pending migration when it is another (X05)', async () => {
    const { dataSource, close } = await open(keyFile);
    // As a database of an older version would be: its own tables, and migrations to come.
    await dataSource.query('DELETE FROM migrations');
    await close();
    const before = dump();
    expect(await refusal(newKey())).toMatch(/not the one/);
    expect(dump()).toBe(before);
  });

  it('stops the start when its file is missing, and no new one is made (X04)', async () => {
    await (await open(keyFile)).close();
    const before = dump();
    renameSync(keyFile.path, join(directory, 'moved'));
    expect(await refusal(keyFile)).toMatch(/is missing.*restore it/);
    expect(existsSync(keyFile.path)).toBe(false);
    expect(dump()).toBe(before);
    renameSync(join(directory, 'moved'), keyFile.path);
    await (await open(keyFile)).close();
  });

  it('stops the start before there is a database when it is missing or malformed (X04)', async () => {
    const file = join(directory, 'given.key');
    expect(await refusal({ kind: 'file', path: file })).toMatch(/cannot read/);
    writeFileSync(file, 'not a key');
    expect(await refusal({ kind: 'file', path: file })).toMatch(/not 32 bytes/);
    expect(await refusal({ kind: 'value', base64: '' })).toMatch(/not 32 bytes/);
    expect(existsSync(path)).toBe(false);
  });

  it('stops the start when the proof in the database was tampered with', async () => {
    const { dataSource, close } = await open(keyFile);
    await dataSource.query(`UPDATE settings SET value = 'v1.AAAA' WHERE name = 'master_key_check'`);
    await close();
    expect(await refusal(keyFile)).toMatch(/not the one/);
  });

  it('releases the file after a refusal', async () => {
    await (await open(keyFile)).close();
    await refusal(newKey());
    await (await open(keyFile)).close();
  });

  describe('shared by two instances on Postgres', () => {
    let postgres: PostgresServer;
    beforeAll(async () => {
      postgres = await startPostgres();
    }, 60_000);
    afterAll(() => postgres.stop());

    it('lets both start at the same moment on an empty database', async () => {
      const url = await postgres.createDatabase('same_key');
      const key = newKey();
      const both = await Promise.all([open(key, url), open(key, url)]);
      const [first, second] = both;
      expect(second.sealer.open(first.sealer.seal('secret', 'row'), 'row')).toBe('secret');
      const executed: unknown[] = await first.dataSource.query('SELECT name FROM migrations');
      expect(executed).toHaveLength(MIGRATIONS.length);
      await Promise.all(both.map((opened) => opened.close()));
    });

    it('lets one of two with different keys start, and stops the other', async () => {
      const url = await postgres.createDatabase('two_keys');
      const results = await Promise.allSettled([open(newKey(), url), open(newKey(), url)]);
      const started = results.filter((result) => result.status === 'fulfilled');
      const stopped = results.filter((result) => result.status === 'rejected');
      expect(started).toHaveLength(1);
      expect(stopped[0]?.reason).toBeInstanceOf(StartupError);
      await Promise.all(started.map((result) => result.value.close()));
    });
  });
});
