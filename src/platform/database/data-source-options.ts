import type SqliteConnection from 'better-sqlite3';
import type { DataSourceOptions } from 'typeorm';
import type { PostgresDataSourceOptions } from 'typeorm/driver/postgres/PostgresDataSourceOptions.js';
import { MIGRATIONS } from './migrations/index.js';
import { BUSY_TIMEOUT_MS, configureSqlite } from './sqlite/sqlite-settings.js';
import { isInMemory } from './sqlite/sqlite-file.js';
import { StartupError } from './startup-error.js';

/** A class with TypeORM's `@Entity`. */
export type EntityClass = abstract new () => object;

const POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 2_000;
const STATEMENT_TIMEOUT_MS = 10_000;
/** For a server that no longer answers: longer than the server's own limit, which says more. */
const SILENCE_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 2_000;

export interface DatabaseSettings {
  /** `sqlite:<path>`, `sqlite::memory:` or `postgres://…`. */
  readonly databaseUrl: string;
  readonly entities: readonly EntityClass[];
  /** No limits on time: for migrations. */
  readonly unhurried?: boolean;
  readonly warn?: (message: string) => void;
}

/** @throws StartupError for a URL of no known kind */
export function dataSourceOptions(settings: DatabaseSettings): DataSourceOptions {
  const shared = {
    entities: [...settings.entities],
    migrations: [...MIGRATIONS],
    synchronize: false,
    migrationsRun: false,
    logging: false,
    // A criterion that is undefined by mistake must not select everything.
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' } as const,
  } satisfies Partial<DataSourceOptions>;
  const { databaseUrl } = settings;
  if (databaseUrl.startsWith('sqlite:')) {
    const database = databaseUrl.slice('sqlite:'.length);
    return {
      ...shared,
      type: 'better-sqlite3',
      database,
      timeout: BUSY_TIMEOUT_MS,
      prepareDatabase: (connection: SqliteConnection) =>
        configureSqlite(connection, isInMemory(database)),
    };
  }
  if (/^postgres(ql)?:\/\//.test(databaseUrl)) {
    return { ...shared, ...postgresOptions(settings) };
  }
  throw new StartupError('DATABASE_URL must begin with sqlite: or postgres://');
}

function postgresOptions(settings: DatabaseSettings): PostgresDataSourceOptions {
  const limits = settings.unhurried
    ? {}
    : {
        statement_timeout: STATEMENT_TIMEOUT_MS,
        query_timeout: SILENCE_TIMEOUT_MS,
        idle_in_transaction_session_timeout: SILENCE_TIMEOUT_MS,
      };
  return {
    type: 'postgres',
    url: settings.databaseUrl,
    applicationName: 'ostiary',
    poolSize: settings.unhurried ? 1 : POOL_SIZE,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    poolErrorHandler: (error: Error) =>
      settings.warn?.(`Postgres connection lost: ${error.message}`),
    // Counts and times as numbers in raw results too, as on SQLite.
    parseInt8: true,
    extra: { ...limits, keepAlive: true },
  };
}
