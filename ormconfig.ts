import { ENTITIES } from './src/entities.js';
import { loadConfig } from './src/platform/config/index.js';
import { createDataSource } from './src/platform/database/index.js';

/**
 * The data source of the TypeORM command line (`src/platform/database/README.md` says how to call
 * it). It reads the same environment as the server; on SQLite the server must be down.
 */
export default createDataSource({
  databaseUrl: loadConfig().databaseUrl,
  entities: ENTITIES,
  warn: (message) => process.stderr.write(`${message}\n`),
});
