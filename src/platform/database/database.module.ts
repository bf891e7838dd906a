import { type DynamicModule, Logger, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { AppConfig } from '../config/index.js';
import { dataSourceOptions, type EntityClass } from './data-source-options.js';
import { Database } from './database.js';
import { startDatabase } from './open-database.js';
import { OstiaryDataSource } from './ostiary-data-source.js';
import { Sealer } from './sealing/sealer.js';

export interface DatabaseModuleOptions {
  /** Every entity class of the program: this room cannot know the modules above it. */
  readonly entities: readonly EntityClass[];
}

/**
 * Provides `Database` and `Sealer` everywhere. Both exist only once the database is open, the master
 * key is proved and the schema is current; else the boot ends with a `StartupError`. The connections
 * close in Nest's `onApplicationShutdown`: what must still be written is written before, in
 * `onModuleDestroy` or `beforeApplicationShutdown`.
 */
@Module({})
export class DatabaseModule {
  static register({ entities }: DatabaseModuleOptions): DynamicModule {
    const logger = new Logger('Database');
    const warn = (message: string): void => logger.warn(message);
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRootAsync({
          inject: [AppConfig],
          useFactory: (config: AppConfig) => ({
            ...dataSourceOptions({ databaseUrl: config.databaseUrl, entities, warn }),
            // `startDatabase` connects: the master key is checked before anything is written.
            manualInitialization: true,
            retryAttempts: 0,
          }),
          dataSourceFactory: (options) =>
            Promise.resolve(new OstiaryDataSource(options as DataSourceOptions, warn)),
        }),
      ],
      providers: [
        {
          provide: Sealer,
          inject: [DataSource, AppConfig],
          useFactory: (dataSource: OstiaryDataSource, config: AppConfig) =>
            startDatabase(dataSource, {
              databaseUrl: config.databaseUrl,
              masterKeySource: config.masterKeySource,
              entities,
              warn,
            }),
        },
        {
          provide: Database,
          // The sealer is injected for its being there: by then the database is started.
          inject: [DataSource, Sealer],
          useFactory: (dataSource: OstiaryDataSource) => new Database(dataSource),
        },
      ],
      exports: [Database, Sealer],
    };
  }
}
