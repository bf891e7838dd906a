import { describe, expect, it } from 'vitest';
import { assertCurrent, readTokenTimes } from './token-times.js';

const NOW = Date.UTC(2026, 10, 20, 8);
const NOW_S = NOW / 1000;
const claims = { iat: NOW_S, exp: NOW_S + 600 };

function refusalOf(changes: Record<string, unknown>, now = NOW): unknown {
  try {
    assertCurrent(readTokenTimes({ ...claims, ...changes }), now);
    return null;
  } catch (error) {
    return error;
  }
}

describe('the times of a token', () => {
  it('are read as epoch milliseconds; without nbf a token is good from its issue', () => {
    expect(readTokenTimes(claims)).toEqual({
      issuedAt: NOW,
      notBefore: NOW,
      expiresAt: NOW + 600_000,
    });
    expect(readTokenTimes({ ...claims, nbf: NOW_S + 5 }).notBefore).toBe(NOW + 5000);
  });

  it.each(['iat', 'exp', 'nbf'])('have an %s that is a whole number of seconds', (name) => {
    for (const value of ['1', null, [NOW_S], 1.5, 1e99, -1, true, Number.NaN, {}]) {
      expect(refusalOf({ [name]: value })).toMatchObject({ code: 'token_malformed' });
    }
  });

  it.each(['iat', 'exp'])('have an %s', (name) => {
    expect(refusalOf({ [name]: undefined })).toMatchObject({
      code: 'token_malformed',
      detail: `The token has no ${name}.`,
    });
  });

  it('are not in milliseconds', () => {
    expect(refusalOf({ exp: NOW + 600_000 })).toMatchObject({
      code: 'token_malformed',
      detail: expect.stringContaining('send seconds') as string,
    });
  });

  it('may be 15 s ahead of ours and not a millisecond more', () => {
    expect(refusalOf({ iat: NOW_S + 15 })).toBeNull();
    expect(refusalOf({ nbf: NOW_S + 15 })).toBeNull();
    expect(refusalOf({ iat: NOW_S + 15 }, NOW - 1)).toMatchObject({ code: 'token_not_yet_valid' });
    expect(refusalOf({ nbf: NOW_S + 15 }, NOW - 1)).toMatchObject({ code: 'token_not_yet_valid' });
  });

  it('may be over for 15 s less a millisecond', () => {
    expect(refusalOf({}, NOW + 614_999)).toBeNull();
    expect(refusalOf({}, NOW + 615_000)).toMatchObject({
      code: 'token_expired',
      detail: 'The token expired at 2026-11-20T08:10:00.000Z, 15 s ago.',
      members: { server_time: '2026-11-20T08:10:15.000Z' },
    });
  });

  it('tell how far a clock is ahead, and what time it is here', () => {
    expect(refusalOf({ iat: NOW_S + 143, exp: NOW_S + 500 })).toMatchObject({
      detail: expect.stringContaining('ahead by 143 s') as string,
      members: { server_time: '2026-11-20T08:00:00.000Z' },
    });
    expect(refusalOf({ nbf: NOW_S + 60 })).toMatchObject({
      detail: expect.stringContaining('another 60 s') as string,
    });
  });
});
