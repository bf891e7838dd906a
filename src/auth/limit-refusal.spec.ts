import { describe, expect, it } from 'vitest';
import { limitRefusal } from './limit-refusal.js';
import type { MeterReading } from './meter.js';

const reading = (changes: Partial<MeterReading>): MeterReading => ({
  name: 'credential',
  holder: 'credential',
  period: null,
  allowed: true,
  limit: 10,
  windowSeconds: 60,
  remaining: 4,
  resetSeconds: 20,
  ...changes,
});
const spent = (changes: Partial<MeterReading>) =>
  reading({ allowed: false, remaining: 0, ...changes });

describe('limitRefusal', () => {
  it('is none while every limit has something left, or has just been used up by this call', () => {
    expect(limitRefusal([reading({}), reading({ remaining: 0 })])).toBeNull();
  });

  it('is by the spent limit that ends last: the call is refused until then', () => {
    const error = limitRefusal([
      spent({ resetSeconds: 5 }),
      reading({ resetSeconds: 5000 }),
      spent({ resetSeconds: 700, holder: 'app' }),
    ]);
    expect(error).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 700 });
    expect(error?.detail).toContain('to all credentials of this app together');
  });

  it('says how many calls are allowed to whom, and from when on again', () => {
    expect(limitRefusal([spent({ limit: 1, resetSeconds: 9 })])?.detail).toBe(
      '1 call in 60 seconds is allowed to this credential; the next window begins in 9 seconds.',
    );
    expect(limitRefusal([spent({ limit: 2, period: 'day', holder: 'grant' })])?.detail).toBe(
      '2 calls in a calendar day (UTC) are allowed to this app at this API; the next day begins in 20 seconds.',
    );
  });

  it.each([
    [spent({ period: 'month', windowSeconds: 2_592_000 }), 'quota_exceeded'],
    [spent({ holder: 'anonymous' }), 'anonymous_quota_exceeded'],
    [spent({ holder: 'api' }), 'rate_limited'],
  ])('of %j is %s', (one, code) => {
    expect(limitRefusal([one])?.code).toBe(code);
  });
});
