import { describe, expect, it } from 'vitest';
import { checkClaims } from './signed-token.claims.js';

const AK = `ak_${'a'.repeat(22)}`;
const NOW = Date.UTC(2026, 10, 20, 8);
const NOW_S = NOW / 1000;

const appClaims = { sub: AK, iss: AK, typ: 'app_token', iat: NOW_S, exp: NOW_S + 600 };
const personClaims = { ...appClaims, typ: 'person_token', sub: 'user-7' };

function check(
  claims: Record<string, unknown>,
  header: Record<string, unknown> = { alg: 'HS256' },
) {
  const token = { header, claims, signingInput: '', signature: Buffer.alloc(0) };
  return checkClaims(token, AK, NOW);
}

function refusalOf(claims: Record<string, unknown>, header?: Record<string, unknown>): unknown {
  try {
    check(claims, header);
    return null;
  } catch (error) {
    return error;
  }
}

describe('times', () => {
  it.each([
    ['a lifetime of 7200 s', { exp: NOW_S + 7200 }],
    ['an iat 15 s ahead', { iat: NOW_S + 15 }],
    ['an exp 14 s ago', { iat: NOW_S - 600, exp: NOW_S - 14 }],
    ['an nbf 15 s ahead', { nbf: NOW_S + 15 }],
    ['a whole number written as a float', { exp: Number('1.0') * (NOW_S + 60) }],
  ])('accepts %s', (_what, changes) => {
    expect(refusalOf({ ...appClaims, ...changes })).toBeNull();
  });

  it.each([
    ['a lifetime of 7201 s', { exp: NOW_S + 7201 }, 'token_lifetime_exceeded'],
    [
      'an iat ten years ago',
      { iat: NOW_S - 315_360_000, exp: NOW_S + 60 },
      'token_lifetime_exceeded',
    ],
    ['an exp 15 s ago', { iat: NOW_S - 600, exp: NOW_S - 15 }, 'token_expired'],
    ['an exp 16 s ago', { iat: NOW_S - 600, exp: NOW_S - 16 }, 'token_expired'],
    ['an iat 16 s ahead', { iat: NOW_S + 16 }, 'token_not_yet_valid'],
    ['an iat an hour ahead', { iat: NOW_S + 3600, exp: NOW_S + 7200 }, 'token_not_yet_valid'],
    ['an nbf 16 s ahead', { nbf: NOW_S + 16 }, 'token_not_yet_valid'],
    ['an nbf that is text', { nbf: String(NOW_S) }, 'token_malformed'],
    ['exp equal to iat', { exp: NOW_S }, 'token_malformed'],
    ['exp before iat', { exp: NOW_S - 1 }, 'token_malformed'],
    ['no iat', { iat: undefined }, 'token_malformed'],
    ['no exp', { exp: undefined }, 'token_malformed'],
    ['neither', { iat: undefined, exp: undefined }, 'token_malformed'],
  ])('refuses %s', (_what, changes, code) => {
    expect(refusalOf({ ...appClaims, ...changes })).toMatchObject({ code, status: 401 });
  });

  it.each(['exp', 'iat'])('refuses an %s that is no whole number of seconds', (name) => {
    for (const value of ['1', null, [NOW_S], 1.5, 1e99, -1, true, Number.NaN, {}]) {
      expect(refusalOf({ ...appClaims, [name]: value })).toMatchObject({ code: 'token_malformed' });
    }
  });

  it('recognises milliseconds', () => {
    expect(refusalOf({ ...appClaims, exp: NOW + 600_000 })).toMatchObject({
      code: 'token_malformed',
      detail: expect.stringContaining('send seconds'),
    });
  });

  it('says how far a clock is ahead, and what time it is here', () => {
    expect(refusalOf({ ...appClaims, iat: NOW_S + 143, exp: NOW_S + 500 })).toMatchObject({
      detail: expect.stringContaining('ahead by 143 s'),
      members: { server_time: '2026-11-20T08:00:00.000Z' },
    });
  });

  it('says when a token expired', () => {
    expect(refusalOf({ ...appClaims, iat: NOW_S - 600, exp: NOW_S - 60 })).toMatchObject({
      detail: 'The token expired at 2026-11-20T07:59:00.000Z, 60 s ago.',
    });
  });
});

describe('types', () => {
  it.each([undefined, 'APP_TOKEN', ['app_token'], 'app_token ', 'access', null])(
    'refuses the claim typ %j',
    (typ) => {
      expect(refusalOf({ ...appClaims, typ })).toMatchObject({ code: 'token_wrong_type' });
    },
  );

  it.each(['at+jwt', 'login+jwt', '', 7])('refuses the header typ %j', (typ) => {
    expect(refusalOf(appClaims, { alg: 'HS256', typ })).toMatchObject({ code: 'token_wrong_type' });
  });

  it.each(['JWT', 'jwt', 'application/jwt'])('accepts the header typ %j', (typ) => {
    expect(refusalOf(appClaims, { alg: 'HS256', typ })).toBeNull();
  });
});

describe('an app_token', () => {
  it('never has roles or groups', () => {
    expect(check({ ...appClaims, roles: ['admin'], groups: ['staff'] })).toMatchObject({
      subject: AK,
      roles: [],
      groups: [],
    });
  });

  it.each([undefined, 'user-7', '', 7])('refuses the sub %j', (sub) => {
    expect(refusalOf({ ...appClaims, sub })).toMatchObject({ code: 'token_malformed' });
  });
});

describe('a person_token', () => {
  it('carries what the app asserts', () => {
    const claims = { ...personClaims, roles: ['admin', 'admin'], groups: ['staff'] };
    expect(check(claims)).toEqual({
      type: 'person_token',
      subject: 'user-7',
      roles: ['admin'],
      groups: ['staff'],
      expiresAt: NOW + 600_000,
    });
  });

  it.each([
    ['no sub', undefined],
    ['an empty sub', ''],
    ['a number', 7],
    ['an object', {}],
    ['257 characters', 'a'.repeat(257)],
    ['a line break', 'user\n7'],
    ['NUL', 'user\0'],
    ['a C1 control character', 'user\u0085'],
    ['a lone surrogate', 'user\ud800'],
  ])('refuses %s', (_what, sub) => {
    expect(refusalOf({ ...personClaims, sub })).toMatchObject({ code: 'token_malformed' });
  });

  it.each([['roles'], ['groups']])('refuses %s that are not a list of names', (name) => {
    const lists = ['admin', [7], [['admin']], [''], ['a\n'], { 0: 'admin' }, null];
    for (const value of [...lists, Array(101).fill('a'), ['a'.repeat(257)]]) {
      expect(refusalOf({ ...personClaims, [name]: value })).toMatchObject({
        code: 'token_malformed',
      });
    }
  });

  it('takes no role from a prototype', () => {
    const claims = JSON.parse(
      JSON.stringify(personClaims).replace('{', '{"__proto__":{"roles":["admin"]},'),
    ) as Record<string, unknown>;
    expect(check(claims).roles).toEqual([]);
    expect(({} as Record<string, unknown>)['roles']).toBeUndefined();
  });
});
