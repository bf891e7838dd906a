import { describe, expect, it } from 'vitest';
import { rateLimitHeaders } from './rate-limit-headers.js';

const state = { name: 'name', limit: 100, windowSeconds: 60, remaining: 42, resetSeconds: 17 };

describe('rateLimitHeaders', () => {
  it('writes the fields as the draft does', () => {
    expect(rateLimitHeaders([state])).toEqual({
      'ratelimit-policy': '"name";q=100;w=60',
      ratelimit: '"name";r=42;t=17',
    });
  });

  it('lists several limits', () => {
    expect(rateLimitHeaders([state, { ...state, name: 'day' }])['ratelimit']).toBe(
      '"name";r=42;t=17, "day";r=42;t=17',
    );
  });

  it('writes no field without a limit', () => {
    expect(rateLimitHeaders([])).toEqual({});
  });

  it('keeps a name inside its quotes and within ASCII', () => {
    expect(rateLimitHeaders([{ ...state, name: 'a"b\\c\r\nX: é' }])['ratelimit']).toBe(
      '"a\\"b\\\\cX: ";r=42;t=17',
    );
  });

  it('rounds the time up and never counts below nothing', () => {
    expect(rateLimitHeaders([{ ...state, remaining: -3, resetSeconds: 0.2 }])['ratelimit']).toBe(
      '"name";r=0;t=1',
    );
  });

  it('writes whatever is left in plain digits', () => {
    const left = [0, 7, 999, 1000, 1001, 42_007, 1_000_000, 999_999_999, 10 ** 15];
    const written = left.map(
      (remaining) => rateLimitHeaders([{ ...state, remaining, resetSeconds: 1 }])['ratelimit'],
    );
    expect(written).toEqual(left.map((remaining) => `"name";r=${remaining};t=1`));
  });
});
