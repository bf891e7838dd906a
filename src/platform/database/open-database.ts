import type { MasterKeySource } from '../config/index.js';
import { dataSourceOptions, type DatabaseSettings } from './data-source-options.js';
import { Database } from './database.js';
import { migrate } from './migrate.js';
import { OstiaryDataSource } from './ostiary-data-source.js';
import { readKeyCheck, verifyKeyCheck, writeKeyCheck } from './sealing/key-check.js';
import { createMasterKey, readMasterKey } from './sealing/master-key.js';
import { Sealer } from './sealing/sealer.js';
import { StartupError } from './startup-error.js';

export interface OpenDatabaseSettings extends DatabaseSettings {
  readonly masterKeySource: MasterKeySource;
}

export interface OpenDatabase {
  readonly dataSource: OstiaryDataSource;
  readonly database: Database;
  readonly sealer: Sealer;
  /** Closes the connections and lets the next process have the SQLite file. */
  close(): Promise<void>;
}

/**
 * Opens the database for a server: safe file or pool, the right master key, all migrations.
 *
 * @throws StartupError when the server must not start; nothing was written then
 */
export async function openDatabase(settings: OpenDatabaseSettings): Promise<OpenDatabase> {
  const dataSource = createDataSource(settings);
  const sealer = await startDatabase(dataSource, settings);
  const database = new Database(dataSource);
  return { dataSource, database, sealer, close: () => dataSource.destroy() };
}

/** A data source that is not connected yet. */
export function createDataSource(settings: DatabaseSettings): OstiaryDataSource {
  return new OstiaryDataSource(dataSourceOptions(settings), settings.warn);
}

/**
 * Connects, checks the key, migrates. The order matters: with the wrong key nothing may be written,
 * and a key is only made where nothing was ever sealed.
 *
 * @throws StartupError; the data source is closed then
 */
export async function startDatabase(
  dataSource: OstiaryDataSource,
  settings: OpenDatabaseSettings,
): Promise<Sealer> {
  const warn = settings.warn ?? (() => undefined);
  const givenKey = readMasterKey(settings.masterKeySource, warn);
  await connect(dataSource);
  try {
    const check = await readKeyCheck(dataSource);
    const sealer = new Sealer(givenKey ?? newMasterKey(settings.masterKeySource, check));
    if (check !== null) verifyKeyCheck(sealer, check);
    await migrate(dataSource, settings);
    if (check === null) await writeKeyCheck(dataSource, sealer);
    return sealer;
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}

async function connect(dataSource: OstiaryDataSource): Promise<void> {
  try {
    await dataSource.initialize();
  } catch (error) {
    if (error instanceof StartupError) throw error;
    const { code, message } = error as { code?: unknown; message?: unknown };
    throw new StartupError(`cannot open the database: ${String(message || code)}`, {
      cause: error,
    });
  }
}

function newMasterKey(source: MasterKeySource, check: string | null): Buffer {
  if (source.kind === 'value') throw new StartupError('OSTIARY_MASTER_KEY is empty');
  if (check === null) return createMasterKey(source.path);
  throw new StartupError(
    `the master key ${source.path} is missing, but this database was sealed with one: restore it from its backup; a new key could read nothing`,
  );
}
