import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Setting, Statement, type OpenDatabase } from '../../../src/platform/database/index.js';
import { SerialQueryRunner } from '../../../src/platform/database/sqlite/serial-query-runner.js';
import { openTestDatabase } from '../../harness/database.js';

const INSERT = new Statement('INSERT INTO settings (name, value) VALUES (?, ?)');
const names = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `n${from + i}`);

describe('statements that do not wait for the disk, on SQLite', () => {
  let opened: OpenDatabase;
  beforeEach(async () => {
    opened = await openTestDatabase();
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await opened.close();
  });
  const write = (name: string) => INSERT.runUnsynced(opened.database, [name, name]);
  const isThere = (name: string) => opened.database.manager.existsBy(Setting, { name });

  it('are one transaction when they come together, each there when it is said to be', async () => {
    const runs = vi.spyOn(SerialQueryRunner.prototype, 'runUnsynced');
    await Promise.all(
      names(0, 20).map(async (name) => {
        await write(name);
        expect(await isThere(name)).toBe(true);
      }),
    );
    expect(runs).toHaveBeenCalledTimes(1);
    await write('alone');
    expect(await isThere('alone')).toBe(true);
    expect(runs).toHaveBeenCalledTimes(2);
  });

  it('fail each for itself', async () => {
    await write('n3');
    const outcomes = await Promise.allSettled(names(0, 6).map(write));
    expect(outcomes.map(({ status }) => status)).toEqual([
      ...['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
    ]);
    for (const name of names(0, 6)) expect(await isThere(name)).toBe(true);
  });

  it('wait for an open transaction, and outlive its rollback', async () => {
    let started = (): void => undefined;
    const begun = new Promise<void>((resolve) => (started = resolve));
    let goOn = (): void => undefined;
    const failed = opened.database.transaction(async () => {
      await opened.database.manager.insert(Setting, { name: 'undone', value: '' });
      started();
      await new Promise<void>((resolve) => (goOn = resolve));
      throw new Error('undo');
    });
    const refused = expect(failed).rejects.toThrow('undo');
    await begun;
    const written = Promise.all(names(0, 3).map(write));
    const first = await Promise.race([written, new Promise((resolve) => setTimeout(resolve, 30))]);
    expect(first).toBeUndefined();
    goOn();
    await refused;
    await written;
    for (const name of names(0, 3)) expect(await isThere(name)).toBe(true);
    expect(await isThere('undone')).toBe(false);
  });

  it('are synced again afterwards, and leave no transaction open', async () => {
    await Promise.allSettled([write('a'), write('a'), write('b')]);
    const [level] =
      await opened.database.manager.query<{ synchronous: number }[]>('PRAGMA synchronous');
    expect(level).toEqual({ synchronous: 2 });
    await opened.database.transaction(async () => {
      await opened.database.manager.insert(Setting, { name: 'c', value: '' });
    });
    expect(await isThere('c')).toBe(true);
  });

  it('belong to the transaction that they run in', async () => {
    const failed = opened.database.transaction(async () => {
      await write('mine');
      throw new Error('undo');
    });
    await expect(failed).rejects.toThrow('undo');
    expect(await isThere('mine')).toBe(false);
  });

  it('are written before the database closes', async () => {
    const written = write('last');
    await opened.close();
    await written;
    opened = await openTestDatabase();
  });
});
