import { MigrationExecutor, type DataSource } from 'typeorm';
import type SqliteConnection from 'better-sqlite3';
import { dataSourceOptions, type DatabaseSettings } from './data-source-options.js';
import { OstiaryDataSource } from './ostiary-data-source.js';
import { assertSqliteSettings } from './sqlite/sqlite-settings.js';
import { isInMemory } from './sqlite/sqlite-file.js';
import { StartupError } from './startup-error.js';

/** Any number, as long as all instances of this program use the same: "ostiary" in ASCII, cut. */
const ADVISORY_LOCK = 0x6f737469;

/**
 * Brings the schema up to date, all pending migrations in one transaction. One instance at a time:
 * on SQLite the process lock has seen to that, on Postgres the others wait.
 *
 * @throws StartupError when a newer version has migrated this database
 */
export async function migrate(
  dataSource: OstiaryDataSource,
  settings: DatabaseSettings,
): Promise<void> {
  if (dataSource.options.type === 'postgres') return migratePostgres(settings);
  await runPending(new MigrationExecutor(dataSource), dataSource);
  assertSqliteAfterMigrations(dataSource);
}

/** On a connection of its own: waiting and migrating may take longer than any statement of a request. */
async function migratePostgres(settings: DatabaseSettings): Promise<void> {
  const dataSource = new OstiaryDataSource(
    dataSourceOptions({ ...settings, unhurried: true }),
    settings.warn,
  );
  await dataSource.initialize();
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query(`SELECT pg_advisory_lock(${ADVISORY_LOCK})`);
    await runPending(new MigrationExecutor(dataSource, runner), dataSource);
  } finally {
    // The lock belongs to the session and ends with it.
    await runner.release();
    await dataSource.destroy();
  }
}

async function runPending(executor: MigrationExecutor, dataSource: DataSource): Promise<void> {
  const known = new Set(
    dataSource.migrations.map(({ name, constructor }) => name ?? constructor.name),
  );
  const executed = await executor.getExecutedMigrations();
  const foreign = executed.find((migration) => !known.has(migration.name));
  if (foreign !== undefined) {
    throw new StartupError(
      `this database was migrated by a newer version (${foreign.name}): start that version, or restore a backup`,
    );
  }
  await executor.executePendingMigrations();
}

/** Migrations run with foreign keys off, so that tables can be rebuilt. */
function assertSqliteAfterMigrations(dataSource: OstiaryDataSource): void {
  const connection = (dataSource.driver as unknown as { databaseConnection: SqliteConnection })
    .databaseConnection;
  const violations = connection.pragma('foreign_key_check');
  if (violations.length > 0) {
    throw new StartupError('the database holds rows whose owner does not exist: restore a backup');
  }
  assertSqliteSettings(connection, isInMemory(String(dataSource.options.database)));
}
