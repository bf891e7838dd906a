import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../harness/server.js';
import { slowWrites, startTwoProcesses, type TwoProcesses } from '../harness/two-processes.js';

const ROUNDS = 10;
const PARALLEL = 20;

/** Where twenty requests with one key go, turn by turn, and how the database is asked about them. */
interface Racetrack {
  readonly servers: readonly TestServer[];
  count(sql: string): Promise<number>;
  stop(): Promise<unknown>;
}

async function onSqlite(): Promise<Racetrack> {
  const server = await startServer({ samples: false });
  const path = join(server.directory, 'data', 'ostiary.db');
  return {
    servers: [server],
    count(sql) {
      const database = new Sqlite(path, { readonly: true });
      const [row] = database.prepare(sql).all() as { n: number }[];
      database.close();
      return Promise.resolve(row?.n ?? -1);
    },
    stop: () => server.stop(),
  };
}

async function onPostgres(): Promise<Racetrack> {
  const world: TwoProcesses = await startTwoProcesses({ OSTIARY_SAMPLES: 'false' });
  await slowWrites(world.database, 'idempotency_keys');
  return {
    servers: world.servers,
    async count(sql) {
      const { rows } = await world.database.query<{ n: string }>(sql);
      return Number(rows[0]?.n);
    },
    stop: () => world.stop(),
  };
}

describe.each([
  ['SQLite', 'one process', onSqlite],
  ['Postgres', 'two processes', onPostgres],
] as const)('on %s, twenty creations at once in %s', (_dialect, _processes, start) => {
  let track: Racetrack;
  let token: string;

  beforeAll(async () => {
    track = await start();
    const [first] = track.servers as [TestServer];
    token = await first.loginAsAdmin();
  }, 120_000);
  afterAll(() => track.stop());

  const post = (index: number, path: string, key: string, body: unknown) => {
    const server = track.servers[index % track.servers.length] as TestServer;
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': key };
    return server.call('POST', path, { headers, body });
  };
  /** @returns the one answer that there is to be, after a look at all others */
  const race = async (path: string, key: string, body: unknown, status = 201) => {
    const answers = await Promise.all(
      Array.from({ length: PARALLEL }, (_, index) => post(index, path, key, body)),
    );
    const [won, ...more] = answers.filter((each) => each.status === status);
    expect([won?.status, more.length]).toEqual([status, 0]);
    const lost = answers.filter((each) => each !== won);
    for (const each of lost) {
      expect([each.status, each.body['code']]).toEqual([409, 'conflict']);
      // It waits, or it knows what there is.
      const waits = each.headers.get('retry-after') === '2';
      expect(each.body['id']).toBe(waits ? undefined : won?.body['id']);
    }
    return won?.body ?? {};
  };

  it('K13: make one app with one key, in every round', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await race('/admin/apps', `app-${round}`, { name: `Raced app ${round}` });
    }
    const sql = "SELECT count(*) AS n FROM apps WHERE name LIKE 'Raced app %'";
    expect(await track.count(sql)).toBe(ROUNDS);
  });

  it('K13: make one API key, and show its secret to one caller', async () => {
    const { body: app } = await post(0, '/admin/apps', 'app', { name: 'Keys' });
    const path = `/admin/apps/${String(app['id'])}/api-keys`;
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await race(path, `key-${round}`, { name: `Raced key ${round}`, scopes: [] });
      expect(made['key']).toMatch(/^ost_live_/);
    }
    expect(await track.count('SELECT count(*) AS n FROM api_keys')).toBe(ROUNDS);
    expect(await track.count('SELECT count(*) AS n FROM api_key_secrets')).toBe(ROUNDS);
  });

  it('K13: make one user, although each password takes long to be hashed', async () => {
    const user = { username: 'raced', password: 'seven green boats sail' };
    await race('/admin/users', 'user', user);
    expect(await track.count("SELECT count(*) AS n FROM users WHERE username = 'raced'")).toBe(1);
  });

  it('rotate a key once, so that the secret it replaced lives on for its overlap', async () => {
    const { body: app } = await post(0, '/admin/apps', 'rotated-app', { name: 'Rotated' });
    const path = `/admin/apps/${String(app['id'])}/api-keys`;
    const { body: old } = await post(0, path, 'rotated', { name: 'Rotated', scopes: [] });
    const rotated = `${path}/${String(old['id'])}/rotate`;
    const made = await race(rotated, 'rotation', { overlap_seconds: 3600 }, 200);
    for (const key of [old['key'], made['key']]) {
      for (const server of track.servers) {
        const headers = { 'x-api-key': String(key) };
        expect((await server.call('GET', '/credential', { headers })).status).toBe(200);
      }
    }
  });
});
