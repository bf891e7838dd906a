import { Test } from '@nestjs/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type AppConfig, ConfigModule } from '../../src/platform/config/index.js';
import { Readiness } from '../../src/platform/observability/index.js';
import { REDIS, type Redis, RedisModule } from '../../src/platform/redis/index.js';
import { Global, Module } from '@nestjs/common';
import { selfSigned } from '../harness/https-site.js';
import { type RedisOptions, type RedisServer, startRedis } from '../harness/redis.js';
import { freePort } from '../harness/free-port.js';

const PASSWORD = 'correct-horse-battery';
const ends: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

@Global()
@Module({ providers: [Readiness], exports: [Readiness] })
class ReadinessModule {}

async function boot(redisUrl: string | null): Promise<{ redis: Redis | null; ready: Readiness }> {
  const module = await Test.createTestingModule({
    imports: [ConfigModule.register({ redisUrl } as AppConfig), ReadinessModule, RedisModule],
  }).compile();
  await module.init();
  ends.push(() => module.close());
  return { redis: module.get<Redis | null>(REDIS), ready: module.get(Readiness) };
}

async function withServer(
  options?: RedisOptions,
): Promise<{ server: RedisServer; redis: Redis; ready: Readiness }> {
  const server = await startRedis(options);
  ends.push(() => server.stop());
  const { redis, ready } = await boot(server.url);
  if (redis === null) throw new Error('no connection');
  return { server, redis, ready };
}

describe('Redis', () => {
  it('is null, and no readiness check, where no URL is set', async () => {
    const { redis, ready } = await boot(null);
    expect(redis).toBeNull();
    expect(ready.names).toEqual([]);
  });

  it('answers, with a password', async () => {
    const { redis, ready } = await withServer({ password: PASSWORD });
    expect(await redis.set('a', '1', 'PX', 1000, 'NX')).toBe('OK');
    expect(await ready.failures()).toEqual([]);
  });

  it('refuses commands at once while it is away, and comes back by itself', async () => {
    const { server, redis, ready } = await withServer();
    await server.kill();
    await vi.waitFor(() => expect(redis.status).toBe('reconnecting'));
    await expect(redis.get('a')).rejects.toThrow();
    expect(redis.commandQueue).toHaveLength(0);
    expect((await ready.failures()).map(({ name }) => name)).toEqual(['redis']);
    await server.start();
    await vi.waitFor(async () => expect(await redis.get('a')).toBeNull(), { timeout: 10_000 });
    expect(await ready.failures()).toEqual([]);
  });

  it('gives up a command that is not answered, and the connection with it', async () => {
    const { server, redis } = await withServer();
    server.freeze();
    ends.push(() => server.thaw());
    await expect(redis.get('a')).rejects.toThrow('Command timed out');
    await vi.waitFor(() => expect(redis.status).not.toBe('ready'), { timeout: 5000 });
    server.thaw();
    await vi.waitFor(async () => expect(await redis.get('a')).toBeNull(), { timeout: 10_000 });
  });
});

describe('a boot whose REDIS_URL', () => {
  it.each([
    ['names nobody', async () => `redis://:${PASSWORD}@127.0.0.1:${await freePort()}`],
    [
      'has the wrong password',
      async () => {
        const server = await startRedis({ password: `${PASSWORD}!` });
        ends.push(() => server.stop());
        return `redis://:${PASSWORD}@127.0.0.1:${server.port}`;
      },
    ],
    [
      'has no password where one is needed',
      async () => {
        const server = await startRedis({ password: PASSWORD });
        ends.push(() => server.stop());
        return `redis://127.0.0.1:${server.port}`;
      },
    ],
    [
      'speaks TLS with a certificate that nobody trusts',
      async () => {
        const certificate = selfSigned();
        ends.push(() => certificate.remove());
        const keyFile = certificate.path.replace('cert.pem', 'key.pem');
        const server = await startRedis({ tls: { certFile: certificate.path, keyFile } });
        ends.push(() => server.stop());
        return server.url;
      },
    ],
  ])('%s ends with one line that says so, without the password', async (_case, urlOf) => {
    const failure: unknown = await boot(await urlOf()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'StartupError' });
    const { message } = failure as Error;
    expect(message).toMatch(/^cannot use Redis at 127\.0\.0\.1:\d+ \(.+\): check REDIS_URL$/);
    expect(message).not.toContain(PASSWORD);
  });
});
