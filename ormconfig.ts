import { ENTITIES } from './src/entities.js';
import { loadConfig } from './src/platform/config/index.js';
import { createDataSource } from './src/platform/database/index.js';

/**
 * The data source of the TypeORM command line: `npm run typeorm -- migration:show`. It reads the same
 * environment as the server and, on SQLite, waits for no one: stop the server first.
 */
export default createDataSource({
  databaseUrl: loadConfig().databaseUrl,
  entities: ENTITIES,
  warn: (message) => process.stderr.write(`${message}\n`),
});
