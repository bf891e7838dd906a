import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { UsedProofs } from '../../src/auth/used-proofs.js';
import { connectRedis, createRedis } from '../../src/platform/redis/redis-connection.js';
import type { Redis } from '../../src/platform/redis/index.js';
import { type RedisServer, startRedis } from '../harness/redis.js';

const LIFETIME = 90_000;
const NOW = 1_790_000_000_000;

describe('a DPoP proof', () => {
  let server: RedisServer;
  const connections: Redis[] = [];
  const connected = async (): Promise<Redis> => {
    const redis = createRedis(server.url);
    await connectRedis(redis);
    connections.push(redis);
    return redis;
  };

  beforeAll(async () => {
    vi.spyOn(Logger.prototype, 'warn').mockReturnValue();
    vi.spyOn(Logger.prototype, 'log').mockReturnValue();
    server = await startRedis();
  });
  afterAll(async () => {
    for (const redis of connections) redis.disconnect();
    await server.stop();
    vi.restoreAllMocks();
  });

  it('is taken once by several processes together, however many ask at the same moment', async () => {
    const processes = await Promise.all(
      [1, 2, 3].map(async () => new UsedProofs(LIFETIME, await connected())),
    );
    for (let round = 0; round < 20; round += 1) {
      const taken = await Promise.all(
        processes.map((proofs) => proofs.use('key', `jti ${round}`, NOW)),
      );
      expect(taken.filter(Boolean)).toHaveLength(1);
    }
  });

  it('is remembered over a restart of the process, for as long as it could be used', async () => {
    const redis = await connected();
    expect(await new UsedProofs(LIFETIME, redis).use('key', 'old', NOW)).toBe(true);
    expect(await new UsedProofs(LIFETIME, redis).use('key', 'old', NOW)).toBe(false);
    const [name] = await redis.keys('ostiary:proof:*');
    expect(await redis.pttl(name ?? '')).toBeLessThanOrEqual(LIFETIME);
  });

  it('is not taken while it cannot be known whether it was used', async () => {
    const redis = await connected();
    const proofs = new UsedProofs(LIFETIME, redis);
    await server.kill();
    await vi.waitFor(() => expect(redis.status).toBe('reconnecting'));
    await expect(proofs.use('key', 'lost', NOW)).rejects.toMatchObject({ code: 'unavailable' });
    await server.start();
    await vi.waitFor(
      async () => expect(await proofs.use('key', `later ${Math.random()}`, NOW)).toBe(true),
      { timeout: 10_000 },
    );
    expect(await proofs.use('key', 'lost', NOW)).toBe(false);
  });

  it('is taken once by one process alone where there is no Redis', async () => {
    const proofs = new UsedProofs(LIFETIME, null);
    expect(await proofs.use('key', 'a', NOW)).toBe(true);
    expect(await proofs.use('key', 'a', NOW)).toBe(false);
    expect(await proofs.use('other', 'a', NOW)).toBe(true);
  });
});
