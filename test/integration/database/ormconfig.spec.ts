import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { afterEach, describe, expect, it, vi } from 'vitest';

const directory = mkdtempSync(join(tmpdir(), 'ostiary-orm-'));
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true, force: true });
});

describe('ormconfig', () => {
  it('is a data source that the TypeORM command line can use, on the configured database', async () => {
    const path = join(directory, 'cli.db');
    vi.stubEnv('DATABASE_URL', `sqlite:${path}`);
    const { default: dataSource } = await import('../../../ormconfig.js');
    expect(dataSource).toBeInstanceOf(DataSource);
    expect(dataSource.options.database).toBe(path);
    await dataSource.initialize();
    expect(await dataSource.showMigrations()).toBe(true);
    await dataSource.runMigrations();
    expect(await dataSource.showMigrations()).toBe(false);
    await dataSource.destroy();
  });
});
