import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCompactJws } from '../../src/kernel/compact-jws.js';
import { freePort } from '../harness/free-port.js';
import { type PostgresServer, startPostgres } from '../harness/postgres.js';
import { type Recorder, startRecorder } from '../harness/recorder.js';
import { startServer, type TestServer } from '../harness/server.js';

const PATH = '/admin/signing-keys';
const ROUNDS = 10;
const PARALLEL = 20;

type Outcome = readonly [status: number, code: unknown];

/** SQLite has one process per file, so that these need Postgres. */
describe('two processes on one database', () => {
  let postgres: PostgresServer;
  let database: Client;
  let recorder: Recorder;
  let servers: TestServer[];
  let env: Record<string, string>;
  let key: string;

  beforeAll(async () => {
    [postgres, recorder] = await Promise.all([startPostgres(), startRecorder()]);
    database = new Client({ connectionString: postgres.url });
    await database.connect();
    env = {
      DATABASE_URL: postgres.url,
      OSTIARY_MASTER_KEY: randomBytes(32).toString('base64'),
      OSTIARY_PUBLIC_URL: `http://localhost:${await freePort()}`,
      OSTIARY_ADMIN_PASSWORD: randomBytes(18).toString('base64url'),
    };
    servers = await Promise.all([startServer({ env }), startServer({ env })]);
    const [first] = servers as [TestServer, TestServer];
    const app = await first.admin<{ id: string }>('POST', '/admin/apps', { name: 'Keys' });
    const created = await first.admin<{ key: string }>(
      'POST',
      `/admin/apps/${app.body.id}/api-keys`,
      { name: 'Keys', scopes: ['admin:signing-keys'] },
    );
    key = created.body.key;
  });
  afterAll(async () => {
    await database.end();
    await Promise.all(servers.map((server) => server.stop()));
    await Promise.all([postgres.stop(), recorder.stop()]);
  });

  const statesOf = async (use: string): Promise<string[]> => {
    const sql = 'SELECT state FROM signing_keys WHERE use = $1 ORDER BY state';
    const { rows } = await database.query<{ state: string }>(sql, [use]);
    return rows.map(({ state }) => state);
  };
  const idOf = async (state: string, use = 'access'): Promise<string> => {
    const sql = 'SELECT id FROM signing_keys WHERE use = $1 AND state = $2';
    const { rows } = await database.query<{ id: string }>(sql, [use, state]);
    expect(rows).toHaveLength(1);
    return rows[0]?.id ?? '';
  };
  const makeNextReady = () =>
    database.query("UPDATE signing_keys SET ready_at = 0 WHERE state = 'next'");
  const everyUseHasItsKeys = async () => {
    for (const use of ['access', 'id_token']) {
      const states = (await statesOf(use)).filter((state) => /^(?:active|next)$/.test(state));
      expect(states).toEqual(['active', 'next']);
    }
  };
  const call = async (index: number, path: string): Promise<Outcome> => {
    const server = servers[index % servers.length] as TestServer;
    const { status, body } = await server.call('POST', path, { headers: { 'x-api-key': key } });
    return [status, body['code']];
  };
  const atOnce = (paths: readonly string[]) =>
    Promise.all(Array.from({ length: PARALLEL }, (_, i) => call(i, paths[i % paths.length] ?? '')));

  it('make one key of each kind when they start together', async () => {
    for (const use of ['access', 'id_token'])
      expect(await statesOf(use)).toEqual(['active', 'next']);
  });

  it('W04: get exactly one new active key per use from twenty rotations at once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await makeNextReady();
      const [waiting, waitingForId] = [await idOf('next'), await idOf('next', 'id_token')];
      const outcomes = await atOnce([`${PATH}/rotate`]);
      expect(outcomes.filter(([status]) => status === 200)).toHaveLength(1);
      for (const outcome of outcomes.filter(([status]) => status !== 200)) {
        expect(outcome).toEqual([409, 'conflict']);
      }
      expect([await idOf('active'), await idOf('active', 'id_token')]).toEqual([
        waiting,
        waitingForId,
      ]);
      await everyUseHasItsKeys();
    }
    expect((await statesOf('access')).filter((state) => state === 'retiring')).toHaveLength(ROUNDS);
    const sql = "SELECT target_id FROM audit_events WHERE action = 'signing_key.rotate'";
    expect((await database.query(sql)).rows).toHaveLength(2 * ROUNDS);
  });

  it('W04: get exactly one successor from twenty revocations at once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [active, waiting] = [await idOf('active'), await idOf('next')];
      const outcomes = await atOnce([`${PATH}/${active}/revoke`]);
      expect(new Set(outcomes.map(([status]) => status))).toEqual(new Set([200]));
      expect(await idOf('active')).toBe(waiting);
      await everyUseHasItsKeys();
    }
    const sql = "SELECT target_id FROM audit_events WHERE action = 'signing_key.revoke'";
    expect((await database.query(sql)).rows).toHaveLength(ROUNDS);
  });

  it('keep one active key when rotations meet revocations of every key', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await makeNextReady();
      const [active, waiting] = [await idOf('active'), await idOf('next')];
      const outcomes = await atOnce([
        `${PATH}/rotate`,
        `${PATH}/rotate`,
        `${PATH}/${active}/revoke`,
        `${PATH}/${waiting}/revoke`,
        `${PATH}/${active}/revoke`,
      ]);
      for (const [status] of outcomes) expect([200, 409]).toContain(status);
      await everyUseHasItsKeys();
    }
  });

  it('W04: rotate once what became due while they were down, when they start together', async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await makeNextReady();
    await database.query("UPDATE signing_keys SET activated_at = 0 WHERE state = 'active'");
    const waiting = [await idOf('next'), await idOf('next', 'id_token')];
    servers = await Promise.all([startServer({ env }), startServer({ env })]);
    expect([await idOf('active'), await idOf('active', 'id_token')]).toEqual(waiting);
    await everyUseHasItsKeys();
    const sql = `SELECT target_id FROM audit_events
                 WHERE action = 'signing_key.rotate' AND actor_kind = 'system'`;
    const { rows } = await database.query<{ target_id: string }>(sql);
    expect(rows.map((row) => row.target_id).sort()).toEqual(waiting.sort());
  });

  it('W05: refuse the tokens of a key that the other one has revoked, remembered or not', async () => {
    const [first] = servers as [TestServer, TestServer];
    await first.admin('POST', '/admin/apis', {
      name: 'behind',
      path_prefix: '/behind',
      upstream: recorder.origin,
      accept: ['login_token'],
    });
    await servers[1]?.stop();
    const second = (servers[1] = await startServer({ env }));
    const { body } = await first.call('POST', '/login', {
      body: { username: 'root', password: env['OSTIARY_ADMIN_PASSWORD'] },
    });
    const token = String(body['access_token']);
    const kid = String(parseCompactJws(token).header['kid']);
    const ask = async (server: TestServer, path: string) => {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await server.call('GET', path, { headers });
      return answer.status === 200 ? 200 : answer.body['code'];
    };
    for (const server of servers) {
      for (const path of ['/profile', '/behind/x']) expect(await ask(server, path)).toBe(200);
    }
    expect(await call(0, `${PATH}/${kid}/revoke`)).toEqual([200, undefined]);
    for (const path of ['/profile', '/behind/x']) {
      expect(await ask(first, path)).toBe('token_signature_invalid');
      // It looks every half second; here only that it does counts, not how busy the machine is.
      await expect
        .poll(() => ask(second, path), { timeout: 10_000 })
        .toBe('token_signature_invalid');
    }
    for (const server of servers) {
      const { body: jwks } = await server.call<{ keys: { kid: string }[] }>('GET', '/oauth/jwks');
      expect(jwks.keys.map((each) => each.kid)).not.toContain(kid);
    }
    await Promise.all(servers.map((server) => server.stop()));
    servers = await Promise.all([startServer({ env }), startServer({ env })]);
    for (const server of servers) {
      expect(await ask(server, '/profile')).toBe('token_signature_invalid');
    }
  });
});
