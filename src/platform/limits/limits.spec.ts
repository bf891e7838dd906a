import { beforeEach, describe, expect, it } from 'vitest';
import { LoginThrottle } from './login-throttle.js';
import { networkOf, siteOf } from './network.js';
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

  const wrong = () => Promise.resolve(null);
  const right = () => Promise.resolve('user');

  /** How many of the guesses reached the password check. */
  const guess = async (account: string, address: string, times: number): Promise<number> => {
    let checked = 0;
    const check = () => {
      checked += 1;
      return wrong();
    };
    await Promise.allSettled(
      Array.from({ length: times }, () => throttle.guard(account, address, check)),
    );
    return checked;
  };

  it('R01: lets at most ten parallel guesses reach the password check', async () => {
    expect(await guess('alice', '192.0.2.1', 50)).toBe(10);
    await expect(throttle.guard('alice', '192.0.2.1', right)).rejects.toMatchObject({
      code: 'too_many_attempts',
    });
  });

  it('says which allowance is used up, for the headers of the refusal', async () => {
    await guess('alice', '192.0.2.1', 10);
    await expect(throttle.guard('alice', '192.0.2.1', right)).rejects.toMatchObject({
      quota: { name: 'login', limit: 10, windowSeconds: 900 },
    });
  });

  it('R04: leaves the account open to its owner at another address', async () => {
    await guess('alice', '192.0.2.1', 100);
    expect(await throttle.guard('alice', '198.51.100.7', right)).toBe('user');
  });

  it('leaves it open where the owner signed in before, even when all the world guesses', async () => {
    expect(await throttle.guard('alice', '198.51.100.7', right)).toBe('user');
    for (let i = 0; i < 30; i += 1) await guess('alice', `192.0.2.${i}`, 10);
    await expect(throttle.guard('alice', '203.0.113.9', right)).rejects.toMatchObject({
      code: 'too_many_attempts',
    });
    expect(await throttle.guard('alice', '198.51.100.7', right)).toBe('user');
  });

  it('R04: opens the account to everybody again when an administrator unlocks it, and no other', async () => {
    for (const account of ['alice', 'alice2']) await guess(account, '192.0.2.1', 10);
    await throttle.unlock('alice');
    expect(await throttle.guard('alice', '192.0.2.1', right)).toBe('user');
    await expect(throttle.guard('alice2', '192.0.2.1', right)).rejects.toMatchObject({
      code: 'too_many_attempts',
    });
  });

  it('does not count attempts that were right, nor those that could not be checked', async () => {
    const down = () => Promise.reject(new Error('database is down'));
    for (let i = 0; i < 30; i += 1) {
      await throttle.guard('alice', '192.0.2.1', right);
      await expect(throttle.guard('alice', '192.0.2.1', down)).rejects.toThrow('down');
    }
    expect(await throttle.guard('alice', '192.0.2.1', right)).toBe('user');
  });

  it('does not count what it refused: a script with an old password locks out nobody beside it', async () => {
    await guess('alice', '192.0.2.1', 200);
    expect(await throttle.guard('bob', '192.0.2.1', right)).toBe('user');
  });

  it.each([
    ['one address', () => '192.0.2.1'],
    ['the networks of one IPv6 site', (i: number) => `2001:db8:1:${i.toString(16)}::1`],
  ])('stops %s that tries many accounts', async (_name, addressOf) => {
    let checked = 0;
    for (let i = 0; i < 80; i += 1) checked += await guess(`user${i}`, addressOf(i), 1);
    expect(checked).toBe(50);
  });
});

describe('R02: networkOf', () => {
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

describe('siteOf', () => {
  it.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
    ['2001:db8:1:ffff::1', '2001:db8:1::/48'],
    ['192.0.2.1', '192.0.2.1'],
  ])('puts %s into %s', (address, site) => {
    expect(siteOf(address)).toBe(site);
  });
});
