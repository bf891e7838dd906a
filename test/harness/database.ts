import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENTITIES } from '../../src/entities.js';
import { openDatabase, type OpenDatabase } from '../../src/platform/database/index.js';

/**
 * The real database, migrated and empty: by default an SQLite file of its own that goes away with
 * `close()`, or the Postgres behind a URL.
 */
export async function openTestDatabase(databaseUrl?: string): Promise<OpenDatabase> {
  const directory = mkdtempSync(join(tmpdir(), 'ostiary-database-'));
  const cleanUp = (): void => rmSync(directory, { recursive: true, force: true });
  try {
    const opened = await openDatabase({
      databaseUrl: databaseUrl ?? `sqlite:${join(directory, 'ostiary.db')}`,
      entities: ENTITIES,
      masterKeySource: { kind: 'value', base64: randomBytes(32).toString('base64') },
    });
    return { ...opened, close: () => opened.close().finally(cleanUp) };
  } catch (error) {
    cleanUp();
    throw error;
  }
}
