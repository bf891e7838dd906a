import { describe, expect, it } from 'vitest';
import { COMMON_PASSWORDS } from './common-passwords.js';
import { assertAcceptablePassword } from './password-policy.js';

const refusalOf = (password: string, username = 'alice'): unknown => {
  try {
    assertAcceptablePassword(password, username);
    return null;
  } catch (error) {
    return error;
  }
};

describe('assertAcceptablePassword', () => {
  it.each([
    ['15 characters', 'tV9 marble quay'],
    ['1024 characters', 'lorry quilt'.repeat(94).slice(0, 1024)],
    ['64 emoji', '😀'.repeat(64)],
    ['leading and trailing spaces', '   seven green boats   '],
    ['letters only', 'seven green boats sail'],
    ['73 bytes that differ at the end only', `${'a'.repeat(72)}b`],
    ['a short user name inside', 'seven boats by al bosun'],
  ])('accepts %s', (what, password) => {
    expect(refusalOf(password, what.includes('user name') ? 'al' : 'alice')).toBeNull();
  });

  it.each([
    ['14 characters', 'tV9 marble qua'],
    ['14 emoji', '😀'.repeat(14)],
    ['1025 characters', 'lorry quilt'.repeat(94).slice(0, 1025)],
    ['NUL', 'seven green\0boats sail'],
    ['a lone surrogate', 'seven green boats \ud800'],
    ['a common one', 'qwertyuiopasdfgh'],
    ['a common one, dressed up', 'Ostiary-Admin-2026!!'],
    ['a repeated word', 'passwordpassword'],
    ['a repeated character', 'aaaaaaaaaaaaaaaaaa'],
    ['a repeated date, cut off', '2026-11-20 2026-11-20 2026'],
    ['the user name', 'this is Alice of course'],
  ])('refuses %s', (_what, password) => {
    expect(refusalOf(password)).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: '#/password' }],
    });
  });

  it('never repeats the password', () => {
    expect(String(refusalOf('Ostiary-Admin-2026!!'))).not.toContain('2026');
  });

  it('lists common passwords in the form in which it compares', () => {
    for (const password of COMMON_PASSWORDS) {
      expect(password).toMatch(/^[a-z0-9]{15,}$/);
      expect(refusalOf(password)).not.toBeNull();
    }
    expect(COMMON_PASSWORDS.size).toBeGreaterThan(300);
  });
});
