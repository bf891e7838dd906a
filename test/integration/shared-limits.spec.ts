import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { InsuredWindows } from '../../src/platform/limits/insured-windows.js';
import { LoginThrottle, RateLimits } from '../../src/platform/limits/index.js';
import { WindowCounters } from '../../src/platform/limits/window-counters.js';
import { createRedis } from '../../src/platform/redis/redis-connection.js';
import { type RedisServer, startRedis } from '../harness/redis.js';

interface Instance {
  readonly limits: RateLimits;
  /** How often it counted for itself, and found Redis empty. */
  readonly noted: { local: number; lost: number };
}

let server: RedisServer;
let observer: Redis;
const clients: Redis[] = [];
beforeAll(async () => {
  server = await startRedis();
  observer = await connected();
});
afterEach(() => observer.flushall());
afterAll(async () => {
  for (const client of clients) client.disconnect();
  await server.stop();
});

async function connected(): Promise<Redis> {
  const client = createRedis(server.url);
  clients.push(client);
  await client.connect();
  return client;
}

async function startInstance(): Promise<Instance> {
  const noted = { local: 0, lost: 0 };
  const windows = new InsuredWindows(await connected(), new WindowCounters(), {
    recordLocalLimit: () => void (noted.local += 1),
    recordLostLimits: () => void (noted.lost += 1),
  });
  return { limits: new RateLimits(windows), noted };
}

async function allowedOf({ limits }: Instance, limit: number, calls: number): Promise<number> {
  const quota = { limit, windowSeconds: 60 };
  const states = await Promise.all(
    Array.from({ length: calls }, () => limits.consume('key_1', quota)),
  );
  return states.filter(({ allowed }) => allowed).length;
}

/** Resolves once that client has a connection again. */
async function ready(): Promise<void> {
  for (const client of clients) {
    if (client.status !== 'ready') await new Promise((resolve) => client.once('ready', resolve));
  }
}

describe('limits that instances share through Redis', () => {
  it('R07: are exact: of 500 parallel calls at each of two instances, 100 are allowed', async () => {
    const [first, second] = [await startInstance(), await startInstance()];
    const allowed = await Promise.all([allowedOf(first, 100, 500), allowedOf(second, 100, 500)]);
    expect(allowed[0] + allowed[1]).toBe(100);
    expect(first.noted.local + second.noted.local).toBe(0);
  });

  it('count a call in all windows or in none', async () => {
    const { limits } = await startInstance();
    const small = { bucket: 'small', limit: 2, windowSeconds: 60 };
    const large = { bucket: 'large', limit: 10, windowSeconds: 3600 };
    for (let i = 0; i < 5; i += 1) await limits.take([small, large]);
    const states = await limits.look([small, large]);
    expect(states.map(({ allowed, remaining }) => [allowed, remaining])).toEqual([
      [false, 0],
      [true, 8],
    ]);
    expect(states[1]?.resetSeconds).toBeGreaterThan(3590);
  });

  it('R06: are never kept without an end, whenever a process dies', async () => {
    const { limits } = await startInstance();
    const throttle = new LoginThrottle(limits);
    await limits.take([
      { bucket: 'a', limit: 2, windowSeconds: 60 },
      { bucket: 'b', limit: 2, windowSeconds: 24 * 24 * 3600 },
    ]);
    const state = await limits.consume('c', { limit: 1, windowSeconds: 60 });
    await limits.refund('c', state);
    await throttle.guard('alice', '192.0.2.1', () => Promise.resolve(null));
    const keys = await observer.keys('*');
    expect(keys.length).toBeGreaterThanOrEqual(7);
    for (const key of keys) {
      expect(key).toMatch(/^ostiary:/);
      expect(await observer.pttl(key)).toBeGreaterThan(0);
    }
  });

  it('R08: end when Redis says so, whatever the clocks of the instances say', async () => {
    const [first, second] = [await startInstance(), await startInstance()];
    expect(await allowedOf(first, 3, 5)).toBe(3);
    await observer.pexpire('ostiary:limit:key_1', 1);
    await expect.poll(() => observer.exists('ostiary:limit:key_1')).toBe(0);
    expect((await allowedOf(first, 3, 5)) + (await allowedOf(second, 3, 5))).toBe(3);
  });

  it('give nothing back to a window that the call was not counted in', async () => {
    const { limits } = await startInstance();
    const quota = { limit: 1, windowSeconds: 1 };
    const early = await limits.consume('short', quota);
    await expect.poll(() => observer.exists('ostiary:limit:short'), { timeout: 5000 }).toBe(0);
    expect((await limits.consume('short', quota)).allowed).toBe(true);
    await limits.refund('short', early);
    expect((await limits.consume('short', quota)).allowed).toBe(false);
  });

  it('R09: go on after FLUSHALL, anew, and say that the counts are lost', async () => {
    const instance = await startInstance();
    expect(await allowedOf(instance, 5, 10)).toBe(5);
    await observer.flushall();
    expect(await allowedOf(instance, 5, 10)).toBe(5);
    expect(instance.noted).toEqual({ local: 0, lost: 1 });
  });

  it('R09: go on in memory while Redis is down, for each instance alone, and are shared again', async () => {
    const [first, second] = [await startInstance(), await startInstance()];
    expect(await allowedOf(first, 5, 10)).toBe(5);
    await server.kill();
    expect(await allowedOf(first, 5, 10)).toBe(5);
    expect(await allowedOf(second, 5, 10)).toBe(5);
    expect([first.noted.local, second.noted.local]).toEqual([10, 10]);
    await server.start();
    await ready();
    await expect
      .poll(async () => (await allowedOf(first, 5, 1), await observer.exists('ostiary:limits')), {
        timeout: 10_000,
      })
      .toBe(1);
  });

  it('R09: hold for sign-ins too while Redis is down', async () => {
    const throttle = new LoginThrottle((await startInstance()).limits);
    await server.kill();
    let checked = 0;
    const wrong = () => {
      checked += 1;
      return Promise.resolve(null);
    };
    const guess = () => throttle.guard('alice', '192.0.2.1', wrong);
    await Promise.allSettled(Array.from({ length: 50 }, guess));
    expect(checked).toBe(10);
    await server.start();
    await ready();
  });

  it('R04: forget the wrong passwords of an account that an administrator unlocks', async () => {
    const throttle = new LoginThrottle((await startInstance()).limits);
    const guess = () => throttle.guard('alice', '192.0.2.1', () => Promise.resolve(null));
    await Promise.allSettled(Array.from({ length: 10 }, guess));
    await expect(guess()).rejects.toMatchObject({ code: 'too_many_attempts' });
    const other = new LoginThrottle((await startInstance()).limits);
    await other.unlock('alice');
    expect(await throttle.guard('alice', '192.0.2.1', () => Promise.resolve('user'))).toBe('user');
  });

  it('R01: let ten parallel guesses through to the password, over two instances', async () => {
    const throttles = [await startInstance(), await startInstance()].map(
      ({ limits }) => new LoginThrottle(limits),
    );
    let checked = 0;
    const wrong = () => {
      checked += 1;
      return Promise.resolve(null);
    };
    const guesses = throttles.flatMap((throttle) =>
      Array.from({ length: 25 }, () => throttle.guard('alice', '192.0.2.1', wrong)),
    );
    await Promise.allSettled(guesses);
    expect(checked).toBe(10);
    await expect(throttles[1]?.guard('alice', '192.0.2.1', wrong)).rejects.toMatchObject({
      code: 'too_many_attempts',
    });
  });
});
