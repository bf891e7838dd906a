import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type SqliteConnection from 'better-sqlite3';
import { DataSource, type EntityManager } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openTestDatabase } from '../../harness/database.js';
import {
  isDatabaseUnavailable,
  Setting,
  TransactionScopeError,
  type OpenDatabase,
} from '../../../src/platform/database/index.js';

async function othersRun(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const row = (name: string): Setting => ({ name, value: name });
const names = async (manager: EntityManager): Promise<string[]> =>
  (await manager.find(Setting)).map((setting) => setting.name).sort();

/** One transaction that will fail, and two acknowledged writes made while it was open. */
async function writeBesideFailure(dataSource: DataSource): Promise<string[]> {
  let tellBegun = (): void => undefined;
  const begun = new Promise<void>((resolve) => (tellBegun = resolve));
  const failing = expect(
    dataSource.transaction(async (manager) => {
      await manager.insert(Setting, row('failed'));
      tellBegun();
      await othersRun();
      throw new Error('boom');
    }),
  ).rejects.toThrow('boom');
  await begun;
  await Promise.all([
    dataSource.transaction((manager) => manager.insert(Setting, row('committed'))),
    dataSource.manager.insert(Setting, row('plain')),
  ]);
  await failing;
  return names(dataSource.manager);
}

describe("TypeORM's own query runner on SQLite", () => {
  // The reason for ours. If this fails after an update, TypeORM no longer needs it.
  it('loses acknowledged writes to the rollback of somebody else', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'ostiary-stock-'));
    const stock = new DataSource({
      type: 'better-sqlite3',
      database: join(directory, 'stock.db'),
      entities: [Setting],
      synchronize: true,
    });
    await stock.initialize();
    expect(await writeBesideFailure(stock)).toEqual([]);
    await stock.destroy();
    rmSync(directory, { recursive: true });
  });
});

describe('the serialising query runner on SQLite', () => {
  let opened: OpenDatabase;
  let dataSource: OpenDatabase['dataSource'];
  let connection: SqliteConnection;
  beforeEach(async () => {
    opened = await openTestDatabase();
    dataSource = opened.dataSource;
    await dataSource.manager.deleteAll(Setting);
    connection = (dataSource.driver as unknown as { databaseConnection: SqliteConnection })
      .databaseConnection;
  });
  afterEach(async () => {
    vi.useRealTimers();
    await opened.close();
  });

  it('loses nothing in the same course of events', async () => {
    expect(await writeBesideFailure(dataSource)).toEqual(['committed', 'plain']);
  });

  it('runs a statement at once while no transaction is open', () => {
    const runner = dataSource.createQueryRunner();
    void runner.query(`INSERT INTO settings VALUES ('now', 'now')`);
    expect(connection.prepare('SELECT name FROM settings').all()).toEqual([{ name: 'now' }]);
  });

  it('refuses a runner made before the transaction that is used inside it', async () => {
    const early = dataSource.createQueryRunner();
    await opened.database.transaction(async () => {
      await expect(early.query('SELECT 1')).rejects.toThrow(TransactionScopeError);
      await expect(early.startTransaction()).rejects.toThrow(TransactionScopeError);
      await opened.database.manager.insert(Setting, row('kept'));
    });
    expect(await names(dataSource.manager)).toEqual(['kept']);
  });

  it('lets a statement fail as unavailable when a transaction never ends', async () => {
    const stuck = dataSource.createQueryRunner();
    await stuck.startTransaction();
    vi.useFakeTimers();
    const statement = dataSource.query('SELECT 1').catch((error: unknown) => error);
    const transaction = dataSource
      .transaction(() => Promise.resolve())
      .catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(isDatabaseUnavailable(await statement)).toBe(true);
    expect(isDatabaseUnavailable(await transaction)).toBe(true);
    await stuck.rollbackTransaction();
    await expect(dataSource.query('SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
  });

  it('rolls back and lets the next in when a runner is released in the middle', async () => {
    const careless = dataSource.createQueryRunner();
    await careless.startTransaction();
    await careless.manager.insert(Setting, row('lost'));
    await careless.release();
    expect(await names(dataSource.manager)).toEqual([]);
    await expect(careless.query('SELECT 1')).rejects.toThrow(/released/);
  });

  it('rolls back when the commit fails, and tells', async () => {
    const orphan = opened.database.transaction(async () => {
      const { manager } = opened.database;
      await manager.query('PRAGMA defer_foreign_keys = ON');
      await manager.insert(Setting, row('lost'));
      await manager.query(`INSERT INTO apps (id, name, owner_id, created_at, updated_at)
        VALUES ('app_1', 'orphan', 'usr_none', 0, 0)`);
    });
    await expect(orphan).rejects.toThrow(/FOREIGN KEY/);
    expect(connection.inTransaction).toBe(false);
    expect(await names(dataSource.manager)).toEqual([]);
  });

  it('writes nothing more in a transaction that SQLite itself has rolled back', async () => {
    const work = opened.database.transaction(async () => {
      await opened.database.manager.insert(Setting, row('first'));
      connection.exec('ROLLBACK');
      await opened.database.manager.insert(Setting, row('second'));
    });
    await expect(work).rejects.toThrow(/has rolled this transaction back/);
    expect(await names(dataSource.manager)).toEqual([]);
  });

  it('takes the write lock at the beginning, so that a read can become a write', async () => {
    const statements: string[] = [];
    vi.spyOn(dataSource.logger, 'logQuery').mockImplementation((sql) => statements.push(sql));
    await opened.database.transaction(() => Promise.resolve());
    expect(statements).toEqual(['BEGIN IMMEDIATE', 'COMMIT']);
  });

  it('remembers a bounded number of statements', async () => {
    for (let number = 0; number < 600; number += 1) {
      await dataSource.query(`SELECT ${number} AS number`);
    }
    await expect(dataSource.query('SELECT 0 AS number')).resolves.toEqual([{ number: 0 }]);
  });
});
