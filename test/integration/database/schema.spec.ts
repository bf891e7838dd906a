import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../harness/database.js';
import { startPostgres, type PostgresServer } from '../../harness/postgres.js';
import type { OpenDatabase } from '../../../src/platform/database/index.js';

describe.each(['sqlite', 'postgres'] as const)('the schema on %s', (dialect) => {
  let postgres: PostgresServer | null = null;
  let opened: OpenDatabase;
  beforeAll(async () => {
    if (dialect === 'postgres') postgres = await startPostgres();
    opened = await openTestDatabase(postgres?.url);
  }, 60_000);
  afterAll(async () => {
    await opened?.close();
    await postgres?.stop();
  });

  it('drift', async () => {
    const log = await opened.dataSource.driver.createSchemaBuilder().log();
    expect(log.upQueries.map((q) => q.query)).toEqual([]);
  });
});
