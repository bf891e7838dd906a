import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../../harness/oauth-names.js';
import { type RedisServer, startRedis } from '../../harness/redis.js';
import type { TestServer } from '../../harness/server.js';
import { startTwoProcesses, type TwoProcesses } from '../../harness/two-processes.js';

/** Two processes of the built program on one Postgres and one Redis. */
describe('limits of two instances', () => {
  let redis: RedisServer;
  let both: TwoProcesses;
  let appId: string;
  beforeAll(async () => {
    redis = await startRedis();
    both = await startTwoProcesses({ REDIS_URL: redis.url });
    const { body } = await both.servers[0].admin<{ id: string }>('POST', '/admin/apps', {
      name: 'Calls',
    });
    appId = body.id;
  });
  afterAll(async () => {
    await both.stop();
    await redis.stop();
  });

  const createKey = async (limits: object): Promise<{ id: string; key: string }> => {
    const path = `/admin/apps/${appId}/api-keys`;
    const input = { name: 'Key', ...limits };
    return (await both.servers[0].admin<{ id: string; key: string }>('POST', path, input)).body;
  };
  const callWith = (server: TestServer, key: string) =>
    server.call('GET', '/credential', { headers: { 'x-api-key': key } });
  const statusesOf = async (key: string, calls: number): Promise<number[]> => {
    const answers = await Promise.all(
      both.servers.flatMap((server) =>
        Array.from({ length: calls }, () => callWith(server, key).then(({ status }) => status)),
      ),
    );
    return answers;
  };
  const count = (statuses: readonly number[], status: number): number =>
    statuses.filter((one) => one === status).length;
  const usedOf = async (id: string): Promise<number> => {
    const { rows } = await both.database.query<{ used: string }>(
      `SELECT used FROM quota_counters WHERE bucket = $1`,
      [`credential:${id}:month`],
    );
    return Number(rows[0]?.used);
  };

  it('R07: with 100 left of a limit, of 500 parallel calls at each exactly 100 are allowed', async () => {
    const { key } = await createKey({ rate_limit: { limit: 102, window_seconds: 600 } });
    for (const server of both.servers) expect((await callWith(server, key)).status).toBe(200);
    const statuses = await statusesOf(key, 500);
    const others = statuses.filter((status) => status !== 200 && status !== 429);
    expect([count(statuses, 200), count(statuses, 429), others]).toEqual([100, 900, []]);
  });

  it('N02: with 10 left of a quota, 200 parallel calls get exactly 10, and the counter is the limit', async () => {
    const { id, key } = await createKey({ quota: { limit: 50, period: 'month' } });
    for (let i = 0; i < 20; i += 1) {
      for (const server of both.servers) expect((await callWith(server, key)).status).toBe(200);
    }
    const statuses = await statusesOf(key, 100);
    expect([count(statuses, 200), count(statuses, 429)]).toEqual([10, 190]);
    expect(await usedOf(id)).toBe(50);
    const { body, headers } = await callWith(both.servers[1], key);
    expect(body['code']).toBe('quota_exceeded');
    expect(headers.get('ratelimit')).toMatch(/^"credential-quota";r=0;t=\d+$/);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('hold together: what one limit refuses uses up no other', async () => {
    const { id, key } = await createKey({
      rate_limits: [
        { limit: 5, window_seconds: 600 },
        { limit: 50, window_seconds: 3600 },
      ],
      quota: { limit: 1000, period: 'month' },
    });
    const statuses = await statusesOf(key, 20);
    expect(count(statuses, 200)).toBe(5);
    const { body, headers } = await callWith(both.servers[0], key);
    expect(body['code']).toBe('rate_limited');
    expect(headers.get('ratelimit-policy')).toMatch(
      /^"credential";q=5;w=600, "credential-3600";q=50;w=3600, "credential-quota";q=1000;w=\d+$/,
    );
    expect(headers.get('ratelimit')).toMatch(
      /^"credential";r=0;t=\d+, "credential-3600";r=45;t=\d+, "credential-quota";r=\d+;t=\d+$/,
    );
    // What is leased and not used goes back after a moment.
    await expect.poll(() => usedOf(id), { timeout: 15_000, interval: 200 }).toBe(5);
  });

  it('R05: passwords are guessed ten times in all, at either instance and every way in', async () => {
    const guess = (server: TestServer) =>
      server.call('POST', '/login', { body: { username: 'alice', password: 'wrong password' } });
    const answers = await Promise.all(
      both.servers.flatMap((server) => Array.from({ length: 25 }, () => guess(server))),
    );
    const statuses = answers.map(({ status }) => status);
    expect([count(statuses, 401), count(statuses, 429)]).toEqual([10, 40]);
    for (const server of both.servers) {
      const right = { username: 'Alice', password: PASSWORD };
      expect((await server.call('POST', '/login', { body: right })).status).toBe(429);
    }
  });

  it('R06: no key in Redis is without an end, also after kill -9 in the middle of calls', async () => {
    const { key } = await createKey({ rate_limit: { limit: 100_000, window_seconds: 600 } });
    const calls = Promise.allSettled(
      Array.from({ length: 200 }, () => callWith(both.servers[1], key)),
    );
    const { key: other } = await createKey({ rate_limit: { limit: 9, window_seconds: 600 } });
    await callWith(both.servers[1], other);
    await both.servers[1].stop('SIGKILL');
    await calls;
    const client = new Redis(redis.url);
    const keys = await client.keys('*');
    expect(keys.length).toBeGreaterThan(2);
    for (const name of keys) {
      expect(name).toMatch(/^ostiary:/);
      expect(await client.ttl(name)).toBeGreaterThan(0);
    }
    client.disconnect();
  });

  it('R09: calls and sign-ins go on while Redis is down, loudly', async () => {
    const { key } = await createKey({ rate_limit: { limit: 3, window_seconds: 600 } });
    await redis.kill();
    const [server] = both.servers;
    const statuses = [];
    for (let i = 0; i < 5; i += 1) statuses.push((await callWith(server, key)).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    const right = { username: server.adminUsername, password: server.adminPassword };
    expect((await server.call('POST', '/login', { body: right })).status).toBe(200);
    await expect.poll(() => server.output().includes('each instance counts for itself')).toBe(true);
    const { body } = await server.call<{ text: string }>('GET', '/metrics');
    expect(body.text).toMatch(/ostiary_limits_counted_locally_total [1-9]/);
    await redis.start();
    await expect
      .poll(async () => (await callWith(server, key)).status, { timeout: 15_000 })
      .toBe(200);
    await expect.poll(() => server.output().includes('limits are shared as before')).toBe(true);
  });
});
