import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { freePort } from './free-port.js';
import { PASSWORD } from './oauth-names.js';
import { type PostgresServer, startPostgres } from './postgres.js';
import { startServer, type TestServer } from './server.js';

/** The built program, twice, on one Postgres: what two requests do to each other that share nothing else. */
export interface TwoProcesses {
  /** The first has the public URL of both. */
  readonly servers: readonly [TestServer, TestServer];
  readonly database: Client;
  readonly userId: string;
  stop(): Promise<void>;
}

/**
 * Starts them, with the user alice. SQLite has one process per file by design: there, parallel requests
 * to one process are all that can meet.
 *
 * @param settings further ones of both
 */
export async function startTwoProcesses(
  settings: Readonly<Record<string, string>> = {},
): Promise<TwoProcesses> {
  const postgres = await startPostgres();
  const port = await freePort();
  const env = {
    ...settings,
    DATABASE_URL: postgres.url,
    OSTIARY_MASTER_KEY: randomBytes(32).toString('base64'),
    OSTIARY_PUBLIC_URL: `http://localhost:${port}`,
    OSTIARY_ADMIN_PASSWORD: randomBytes(18).toString('base64url'),
  };
  const first = await startServer({ env: { ...env, PORT: String(port) } });
  const second = await startServer({ env });
  const database = await connected(postgres);
  const { status, body } = await first.admin<{ id: string }>('POST', '/admin/users', {
    username: 'alice',
    password: PASSWORD,
  });
  if (status !== 201) throw new Error(`no user: ${JSON.stringify(body)}`);
  return {
    servers: [first, second],
    database,
    userId: body.id,
    async stop() {
      await database.end();
      await Promise.all([first.stop(), second.stop()]);
      await postgres.stop();
    },
  };
}

async function connected({ url }: PostgresServer): Promise<Client> {
  const database = new Client({ connectionString: url });
  await database.connect();
  return database;
}

/** Lets every write to a table take 2 to 20 ms, so that what can overtake each other does. */
export async function slowWrites(database: Client, table: string): Promise<void> {
  await database.query(`
    CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_sleep(0.002 + random() * 0.018);
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
      END $$;
    CREATE TRIGGER dawdle BEFORE INSERT OR UPDATE OR DELETE ON ${table}
      FOR EACH ROW EXECUTE FUNCTION dawdle();`);
}
