import { beforeEach, describe, expect, it } from 'vitest';
import { LoginThrottle, networkOf } from './login-throttle.js';
import { RateLimits } from './rate-limits.js';

describe('RateLimits', () => {
  it('allows exactly the limit, also in parallel', async () => {
    const limits = new RateLimits();
    const quota = { limit: 10, windowSeconds: 60 };
    const states = await Promise.all(
      Array.from({ length: 50 }, () => limits.consume('anonymous:api_1', quota)),
    );
    expect(states.filter((state) => state.allowed)).toHaveLength(10);
    expect(states.at(-1)).toMatchObject({ allowed: false, remaining: 0, limit: 10 });
    expect(states.at(-1)?.resetSeconds).toBeGreaterThanOrEqual(1);
  });

  it('counts buckets apart', async () => {
    const limits = new RateLimits();
    const quota = { limit: 1, windowSeconds: 60 };
    expect((await limits.consume('a', quota)).allowed).toBe(true);
    expect((await limits.consume('b', quota)).allowed).toBe(true);
    expect((await limits.consume('a', quota)).allowed).toBe(false);
  });
});

describe('LoginThrottle', () => {
  let throttle: LoginThrottle;
  beforeEach(() => {
    throttle = new LoginThrottle(new RateLimits());
  });

  const guess = async (account: string, address: string, times: number): Promise<number> => {
    let checked = 0;
    for (let i = 0; i < times; i += 1) {
      await throttle.attempt(account, address).then(
        () => (checked += 1),
        () => undefined,
      );
    }
    return checked;
  };

  it('lets at most ten guesses reach the password check', async () => {
    expect(await guess('alice', '192.0.2.1', 50)).toBe(10);
  });

  it('leaves the account open to its owner at another address', async () => {
    await guess('alice', '192.0.2.1', 100);
    await expect(throttle.attempt('alice', '198.51.100.7')).resolves.toBeUndefined();
  });

  it('does not count attempts that were right', async () => {
    for (let i = 0; i < 30; i += 1) {
      await throttle.attempt('alice', '192.0.2.1');
      await throttle.succeeded('alice', '192.0.2.1');
    }
    await expect(throttle.attempt('alice', '192.0.2.1')).resolves.toBeUndefined();
  });

  it('stops one network that tries many accounts', async () => {
    let checked = 0;
    for (let i = 0; i < 80; i += 1) checked += await guess(`user${i}`, '192.0.2.1', 1);
    expect(checked).toBe(50);
  });
});

describe('networkOf', () => {
  it.each([
    ['::ffff:1.2.3.4', '1.2.3.4'],
    ['::FFFF:102:304', '1.2.3.4'],
    ['1.2.3.4', '1.2.3.4'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('puts %s into %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it('gives callers without an address one shared network', () => {
    expect(networkOf(null)).toBe('unknown');
  });
});
