import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Setting, Statement, type OpenDatabase } from '../../../src/platform/database/index.js';
import { openTestDatabase } from '../../harness/database.js';

const BY_NAME = new Statement<{ value: string }>('SELECT value FROM settings WHERE name = ?');
const row = (name: string): Setting => ({ name, value: name });

describe('a look-up that need not wait, on SQLite', () => {
  let opened: OpenDatabase;
  beforeEach(async () => {
    opened = await openTestDatabase();
  });
  afterEach(() => opened.close());
  const read = (name: string) => BY_NAME.read(opened.database, [name]);

  it('answers at once, and sees what was written a moment ago', async () => {
    await opened.database.manager.insert(Setting, row('here'));
    expect(read('here')).toEqual([{ value: 'here' }]);
    await opened.database.manager.delete(Setting, { name: 'here' });
    expect(read('here')).toEqual([]);
  });

  it('waits while a transaction is open, and sees nothing that is rolled back', async () => {
    let started = (): void => undefined;
    const begun = new Promise<void>((resolve) => (started = resolve));
    const failed = opened.database.transaction(async () => {
      await opened.database.manager.insert(Setting, row('undone'));
      started();
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error('undo');
    });
    const refused = expect(failed).rejects.toThrow('undo');
    await begun;
    const beside = read('undone');
    expect(beside).toBeInstanceOf(Promise);
    await refused;
    expect(await beside).toEqual([]);
  });

  it('belongs to the transaction that it runs in', async () => {
    await opened.database.transaction(async () => {
      await opened.database.manager.insert(Setting, row('mine'));
      const mine = read('mine');
      expect(mine).toBeInstanceOf(Promise);
      expect(await mine).toEqual([{ value: 'mine' }]);
    });
    expect(read('mine')).toEqual([{ value: 'mine' }]);
  });
});
