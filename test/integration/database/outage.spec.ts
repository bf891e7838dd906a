import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openTestDatabase } from '../../harness/database.js';
import { startPostgres, type PostgresServer } from '../../harness/postgres.js';
import { ENTITIES } from '../../../src/entities.js';
import {
  asUnavailable,
  isDatabaseUnavailable,
  openDatabase,
  Setting,
  StartupError,
  type OpenDatabase,
} from '../../../src/platform/database/index.js';

describe('a Postgres that goes away', () => {
  let postgres: PostgresServer;
  let opened: OpenDatabase;
  beforeAll(async () => {
    postgres = await startPostgres();
    opened = await openTestDatabase(postgres.url);
  }, 60_000);
  afterAll(async () => {
    await opened.close();
    await postgres.stop();
  });

  const failure = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => null,
      (error: unknown) => error,
    );

  it('is waited for no longer than a request can wait', async () => {
    const [row] = await opened.dataSource.query('SHOW statement_timeout');
    expect(row).toEqual({ statement_timeout: '10s' });
    const { options } = opened.dataSource;
    expect(options).toMatchObject({ poolSize: 10, connectTimeoutMS: 2000 });
  });

  it('is told apart from our mistakes, inside and outside a transaction, and is used again when back', async () => {
    const { database } = opened;
    await database.ping();
    const inTheMiddle = await failure(
      database.transaction(async () => {
        await database.manager.insert(Setting, { name: 'lost', value: '' });
        await postgres.pause();
        await database.manager.find(Setting);
      }),
    );
    expect(isDatabaseUnavailable(inTheMiddle)).toBe(true);

    const refused = await failure(database.ping());
    expect(isDatabaseUnavailable(refused)).toBe(true);
    expect(asUnavailable(refused)).toMatchObject({ code: 'unavailable', status: 503 });
    expect(isDatabaseUnavailable(await failure(database.transaction(() => database.ping())))).toBe(
      true,
    );

    await postgres.start();
    expect(await database.manager.findOneBy(Setting, { name: 'lost' })).toBeNull();
    const mistake = await failure(database.manager.query('SELECT nonsense'));
    expect(mistake).toBeInstanceOf(Error);
    expect(isDatabaseUnavailable(mistake)).toBe(false);
  }, 30_000);

  it('stops a start with one line that repeats no password', async () => {
    const warn = vi.fn();
    const error = await failure(
      openDatabase({
        databaseUrl: 'postgres://ostiary:hunter2-canary@127.0.0.1:1/ostiary',
        entities: ENTITIES,
        masterKeySource: { kind: 'value', base64: Buffer.alloc(32, 7).toString('base64') },
        warn,
      }),
    );
    expect(error).toBeInstanceOf(StartupError);
    expect((error as Error).message).toMatch(/^cannot open the database: [^\n]*ECONNREFUSED/);
    expect((error as Error).message).not.toContain('canary');
  });

  it('is the only other database there is', async () => {
    const error = await failure(openTestDatabase('mysql://localhost/ostiary'));
    expect(error).toBeInstanceOf(StartupError);
  });
});
