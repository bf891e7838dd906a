import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type PostgresServer, startPostgres } from '../harness/postgres.js';
import { type RedisServer, startRedis } from '../harness/redis.js';
import { startServer, type TestServer } from '../harness/server.js';

const WORKERS = 2;
const PATIENT = { timeout: 30_000, interval: 50 };

let postgres: PostgresServer;
let redis: RedisServer;
let databases = 0;

/** Starting three or four processes takes a busy machine its time. */
vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
});
afterAll(async () => {
  await Promise.all([postgres.stop(), redis.stop()]);
});

async function startWorkers(env: Record<string, string> = {}): Promise<TestServer> {
  databases += 1;
  return startServer({
    env: {
      DATABASE_URL: await postgres.createDatabase(`workers_${databases}`),
      REDIS_URL: redis.url,
      OSTIARY_MASTER_KEY: randomBytes(32).toString('base64'),
      OSTIARY_WORKERS: String(WORKERS),
      ...env,
    },
  });
}

/** On a connection of its own, which some worker gets. Null: it was cut off. */
function call(server: TestServer, path: string, key?: string): Promise<number | null> {
  const headers = key === undefined ? {} : { 'x-api-key': key };
  return new Promise((resolve) => {
    const options = { agent: new Agent(), headers, timeout: 2_000 };
    const sent = request(server.url(path), options, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? null));
    });
    // A connection that was handed to a worker as it was killed is never answered.
    sent.on('timeout', () => sent.destroy()).on('error', () => resolve(null));
    sent.end();
  });
}

/** As many calls as reach every worker: they are shared out in turn. */
const callAll = (server: TestServer, path: string, key?: string) =>
  Promise.all(Array.from({ length: 4 * WORKERS }, () => call(server, path, key)));

const childrenOf = ({ pid }: { pid: number }): number[] => {
  const path = `/proc/${pid}/task/${pid}/children`;
  const text = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
  return text === '' ? [] : text.split(' ').map(Number);
};
const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
/** The workers that have answered a request so far, by the log. */
const answering = (server: TestServer): Set<string> =>
  new Set(server.output().match(/(?<="worker":)\d+(?=.*"path")/g) ?? []);

describe('several workers', () => {
  let server: TestServer;
  let keys: { id: string; key: string }[];
  let appId: string;

  beforeAll(async () => {
    server = await startWorkers();
    appId = (await server.admin<{ id: string }>('POST', '/admin/apps', { name: 'App' })).body.id;
    keys = [];
    for (const name of ['one', 'two']) {
      const path = `/admin/apps/${appId}/api-keys`;
      keys.push(
        (await server.admin<{ id: string; key: string }>('POST', path, { name, scopes: [] })).body,
      );
    }
  });
  afterAll(async () => {
    await server.stop();
  });

  it('welcome the operator once, and all answer', async () => {
    expect(server.output().match(/Ostiary is listening/g)).toHaveLength(1);
    await expect
      .poll(async () => {
        await callAll(server, '/nowhere');
        return answering(server).size;
      }, PATIENT)
      .toBe(WORKERS);
  });

  it('refuse a key that was revoked in one of them', async () => {
    const [{ id, key }] = keys as [{ id: string; key: string }];
    expect(new Set(await callAll(server, '/credential', key))).toEqual(new Set([200]));
    const revoked = await server.admin('DELETE', `/admin/apps/${appId}/api-keys/${id}`);
    expect(revoked.status).toBe(204);
    await expect
      .poll(async () => [...new Set(await callAll(server, '/credential', key))], PATIENT)
      .toEqual([401]);
  });

  it('count anonymous calls together', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 100 }, () => call(server, '/api/weather-basic/now')),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(60);
    expect(statuses.filter((status) => status === 429)).toHaveLength(40);
  });

  it('show what all of them counted, whichever is asked', async () => {
    const [, { key }] = keys as [unknown, { key: string }];
    const counted = async (): Promise<number> => {
      const text = await (await fetch(server.url('/metrics'))).text();
      const line = /^ostiary_auth_decisions_total\{kind="api_key",outcome="allowed".*\} (\d+)$/m;
      return Number(line.exec(text)?.[1] ?? 0);
    };
    const before = await counted();
    await callAll(server, '/credential', key);
    await callAll(server, '/credential', key);
    expect(await Promise.all([counted(), counted(), counted()])).toEqual(
      [1, 2, 3].map(() => before + 8 * WORKERS),
    );
  });

  it('are replaced when they are killed, and the others go on', async () => {
    const before = childrenOf(server);
    expect(before).toHaveLength(WORKERS);
    for (const pid of before.slice(1)) process.kill(pid, 'SIGKILL');
    await expect.poll(() => call(server, '/livez'), PATIENT).toBe(200);
    await expect
      .poll(() => childrenOf(server).filter((pid) => !before.slice(1).includes(pid)), PATIENT)
      .toHaveLength(WORKERS);
    await expect
      .poll(async () => {
        await callAll(server, '/nowhere');
        return answering(server).size;
      }, PATIENT)
      .toBe(2 * WORKERS - 1);
    expect(server.output()).toMatch(/worker \d+ \(\d+\) has ended: SIGKILL/);
  });

  it('drain and end with their primary, on one signal to it', async () => {
    const workers = childrenOf(server);
    expect(await server.stop()).toBe(0);
    expect(workers.filter(isRunning)).toEqual([]);
    expect(server.output()).not.toMatch(/has ended: (SIGTERM|code)/);
  });
});

describe('workers', () => {
  it('end when their primary is killed', async () => {
    const server = await startWorkers();
    const workers = childrenOf(server);
    await server.stop('SIGKILL');
    await expect.poll(() => workers.filter(isRunning), PATIENT).toEqual([]);
  });

  it('print one setup link', async () => {
    const server = await startWorkers({ OSTIARY_ADMIN_USERNAME: '', OSTIARY_ADMIN_PASSWORD: '' });
    await expect
      .poll(async () => {
        await callAll(server, '/nowhere');
        return answering(server).size;
      }, PATIENT)
      .toBe(WORKERS);
    expect(server.output().match(/first administrator within/g)).toHaveLength(1);
    await server.stop();
  });

  it('do not start where the first of them cannot, and that one says why', async () => {
    const failed = startWorkers({ REDIS_URL: 'redis://127.0.0.1:1' });
    const outcome: unknown = await failed.catch((error: unknown) => error);
    const lines = (outcome as Error).message.split('\n').filter((line) => line !== '');
    expect(lines).toEqual([
      'The server ended: ostiary: cannot use Redis at 127.0.0.1:1 (connect ECONNREFUSED 127.0.0.1:1): check REDIS_URL',
    ]);
  });
});
