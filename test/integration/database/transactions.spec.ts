import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../harness/database.js';
import { startPostgres, type PostgresServer } from '../../harness/postgres.js';
import {
  Setting,
  TransactionScopeError,
  type Database,
  type OpenDatabase,
} from '../../../src/platform/database/index.js';

/** Lets everything else that can run do so. */
async function othersRun(times = 20): Promise<void> {
  for (let turn = 0; turn < times; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const boom = new Error('boom');

/** A promise and the function that fulfils it. */
function signal(): { given: Promise<void>; give: () => void } {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => (give = resolve));
  return { given, give };
}

describe.each(['sqlite', 'postgres'] as const)('transactions on %s', (dialect) => {
  let postgres: PostgresServer | null = null;
  let opened: OpenDatabase;
  let database: Database;
  beforeAll(async () => {
    if (dialect === 'postgres') postgres = await startPostgres();
    opened = await openTestDatabase(postgres?.url);
    database = opened.database;
  }, 60_000);
  afterAll(async () => {
    await opened.close();
    await postgres?.stop();
  });

  beforeEach(async () => {
    await opened.dataSource.manager.deleteAll(Setting);
  });
  afterEach(async () => {
    // Whatever a test did to the lock or the pool, the next statement must get through.
    await expect(opened.dataSource.query('SELECT 1')).resolves.toBeDefined();
  });

  const write = async (name: string): Promise<void> => {
    await database.manager.insert(Setting, { name, value: name });
  };
  const written = async (): Promise<string[]> => {
    const rows = await database.manager.find(Setting);
    return rows.map((row) => row.name).sort();
  };

  it('keeps what one committed beside another that rolled back', async () => {
    const failing = database.transaction(async () => {
      await write('a');
      await othersRun();
      throw boom;
    });
    const committing = database.transaction(() => write('b'));
    await expect(failing).rejects.toBe(boom);
    await committing;
    expect(await written()).toEqual(['b']);
  });

  it('keeps what the first committed when the second rolls back', async () => {
    const committing = database.transaction(async () => {
      await write('a');
      await othersRun();
    });
    const failing = database.transaction(async () => {
      await write('b');
      throw boom;
    });
    await Promise.all([committing, expect(failing).rejects.toBe(boom)]);
    expect(await written()).toEqual(['a']);
  });

  /** A transaction that has written `failed`, stays open for a while, and then fails. */
  async function failingTransaction(): Promise<{ ended: Promise<void> }> {
    const begun = signal();
    const failing = database.transaction(async () => {
      await write('failed');
      expect(await written()).toEqual(['failed']);
      begun.give();
      await othersRun();
      throw boom;
    });
    const outcome = { ended: expect(failing).rejects.toBe(boom) };
    await begun.given;
    return outcome;
  }

  it('keeps plain writes made while a transaction was open that rolled back', async () => {
    const { ended } = await failingTransaction();
    const plain = [write('b'), database.manager.save(Setting, { name: 'c', value: 'c' })];
    await Promise.all([ended, ...plain]);
    expect(await written()).toEqual(['b', 'c']);
  });

  it('shows nobody what is not committed', async () => {
    const { ended } = await failingTransaction();
    const [seen] = await Promise.all([written(), ended]);
    expect(seen).toEqual([]);
  });

  it('lets go of everything when the body throws, before or after its first statement', async () => {
    await expect(database.transaction(() => Promise.reject(boom))).rejects.toBe(boom);
    await expect(
      database.transaction(() => {
        throw boom;
      }),
    ).rejects.toBe(boom);
    await expect(
      database.transaction(async () => {
        await write('a');
        await write('a');
      }),
    ).rejects.toThrow();
    await database.transaction(() => write('b'));
    expect(await written()).toEqual(['b']);
  });

  it('returns what the body returns', async () => {
    await expect(database.transaction(() => Promise.resolve(42))).resolves.toBe(42);
  });

  describe('nested', () => {
    it('undoes only the inner work when its failure is caught', async () => {
      await database.transaction(async () => {
        await write('outer');
        const inner = database.transaction(async () => {
          await write('inner');
          throw boom;
        });
        await expect(inner).rejects.toBe(boom);
        await write('after');
      });
      expect(await written()).toEqual(['after', 'outer']);
    });

    it('undoes the inner work with the outer', async () => {
      const outer = database.transaction(async () => {
        await database.transaction(() => database.transaction(() => write('deep')));
        throw boom;
      });
      await expect(outer).rejects.toBe(boom);
      expect(await written()).toEqual([]);
    });

    it('goes on after a statement of the inner transaction failed', async () => {
      await database.transaction(async () => {
        await write('a');
        await expect(database.transaction(() => write('a'))).rejects.toThrow();
        await write('b');
      });
      expect(await written()).toEqual(['a', 'b']);
    });

    it('takes siblings started together one after the other', async () => {
      await database.transaction(async () => {
        const siblings = ['a', 'b', 'c', 'd'].map((name, index) =>
          database.transaction(async () => {
            await write(name);
            await othersRun(3);
            if (index % 2 === 1) throw boom;
          }),
        );
        const results = await Promise.allSettled(siblings);
        expect(results.map((result) => result.status)).toEqual([
          'fulfilled',
          'rejected',
          'fulfilled',
          'rejected',
        ]);
      });
      expect(await written()).toEqual(['a', 'c']);
    });

    it('refuses a statement of the outer body beside an open inner one, which could undo it', async () => {
      await database.transaction(async () => {
        const inner = database.transaction(async () => {
          await othersRun(3);
          throw boom;
        });
        await othersRun(1);
        expect(() => database.manager).toThrow(TransactionScopeError);
        await expect(inner).rejects.toBe(boom);
        await write('after');
      });
      expect(await written()).toEqual(['after']);
    });
  });

  describe('a way past the transaction, from inside it', () => {
    it('throws for a global repository, manager and query, instead of waiting for ever', async () => {
      const repository = opened.dataSource.getRepository(Setting);
      const { manager } = opened.dataSource;
      await database.transaction(async () => {
        const row = { name: 'x', value: 'x' };
        await expect(repository.findOneBy({ name: 'x' })).rejects.toThrow(TransactionScopeError);
        await expect(repository.insert(row)).rejects.toThrow(TransactionScopeError);
        await expect(repository.save(row)).rejects.toThrow(TransactionScopeError);
        await expect(repository.delete({ name: 'x' })).rejects.toThrow(TransactionScopeError);
        await expect(repository.count()).rejects.toThrow(TransactionScopeError);
        await expect(manager.query('SELECT 1')).rejects.toThrow(TransactionScopeError);
        await expect(opened.dataSource.query('SELECT 1')).rejects.toThrow(TransactionScopeError);
        await expect(manager.transaction(() => Promise.resolve())).rejects.toThrow(
          TransactionScopeError,
        );
        await write('y');
      });
      expect(await written()).toEqual(['y']);
    });

    it('guards transactions that TypeORM itself was asked for, too', async () => {
      await opened.dataSource.transaction(async () => {
        await expect(opened.dataSource.query('SELECT 1')).rejects.toThrow(TransactionScopeError);
        await write('joined');
      });
      expect(await written()).toEqual(['joined']);
    });

    it('is open again to code that outlives its transaction', async () => {
      const ended = signal();
      let leftover: Promise<void> | undefined;
      await database.transaction(async () => {
        leftover = ended.given.then(() => write('later'));
        await write('inside');
      });
      ended.give();
      await leftover;
      expect(await written()).toEqual(['inside', 'later']);
    });
  });

  it('keeps every acknowledged write and no other in a mix of fifty at once', async () => {
    const works = Array.from({ length: 50 }, (_, index) => {
      const name = `n${String(index).padStart(2, '0')}`;
      return { kept: index % 6 < 4 ? [name] : [], start: () => mixed(index % 6, name) };
    });
    const results = await Promise.allSettled(works.map((work) => work.start()));
    const kept = works.flatMap((work) => work.kept);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(kept.length);
    expect(await written()).toEqual(kept);
  });

  async function mixed(kind: number, name: string): Promise<unknown> {
    switch (kind) {
      case 0:
        return write(name);
      case 1:
        return database.manager.save(Setting, { name, value: name });
      case 2:
        return database.transaction(async () => {
          await othersRun(2);
          await write(name);
        });
      case 3:
        return database.transaction(async () => {
          await write(name);
          await database
            .transaction(async () => {
              await write(`${name}-inner`);
              await othersRun(1);
              throw boom;
            })
            .catch(() => undefined);
        });
      case 4:
        return database.transaction(async () => {
          await write(name);
          await othersRun(2);
          throw boom;
        });
      default:
        return database.transaction(async () => {
          await database.transaction(() => write(name));
          throw boom;
        });
    }
  }
});
