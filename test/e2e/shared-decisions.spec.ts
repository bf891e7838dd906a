import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RedisServer, startRedis } from '../harness/redis.js';
import { startTwoProcesses, type TwoProcesses } from '../harness/two-processes.js';

/** Two processes of the built program on one Postgres and one Redis. */
describe('a refusal by one instance', () => {
  let redis: RedisServer;
  let both: TwoProcesses;
  let key: string;
  let otherKey: string;
  beforeAll(async () => {
    redis = await startRedis();
    both = await startTwoProcesses({ REDIS_URL: redis.url });
    [key, otherKey] = [await createKey(), await createKey()];
  });
  afterAll(async () => {
    await both.stop();
    await redis.stop();
  });

  async function createKey(): Promise<string> {
    const [server] = both.servers;
    const app = await server.admin<{ id: string }>('POST', '/admin/apps', { name: 'App' });
    const path = `/admin/apps/${app.body.id}/api-keys`;
    return (await server.admin<{ key: string }>('POST', path, { name: 'Key' })).body.key;
  }

  const ask = (position: 0 | 1, path: string, shown = key) =>
    both.servers[position].call('GET', path, { headers: { 'x-api-key': shown } });

  it('is explained by the other, to the holder of the credential only', async () => {
    const { headers, body } = await ask(0, '/admin/users');
    expect(body['code']).toBe('insufficient_scope');
    const path = `/decisions/${headers.get('x-request-id')}`;
    await expect.poll(async () => (await ask(1, path)).status, { timeout: 10_000 }).toBe(200);
    expect((await ask(1, path)).body).toEqual((await ask(0, path)).body);
    expect((await ask(1, path, otherKey)).status).toBe(404);
  });

  it('is gone from the shared memory after an hour, and holds nothing secret there', async () => {
    const { headers } = await ask(0, `/admin/users?api_key=${key}`);
    const connection = new Redis(redis.url);
    const name = `ostiary:decision:${headers.get('x-request-id')}`;
    await expect.poll(() => connection.exists(name), { timeout: 10_000 }).toBe(1);
    expect(await connection.ttl(name)).toBeLessThanOrEqual(3600);
    expect(await connection.ttl(name)).toBeGreaterThan(3000);
    expect(await connection.get(name)).not.toContain(key.slice(10));
    connection.disconnect();
  });

  it('is still explained by itself while Redis is away, and by the other not', async () => {
    await redis.kill();
    const { headers } = await ask(0, '/admin/users');
    const path = `/decisions/${headers.get('x-request-id')}`;
    expect((await ask(0, path)).status).toBe(200);
    expect((await ask(1, path)).status).toBe(404);
    await redis.start();
  });
});
