import { describe, expect, it } from 'vitest';
import { ownClaimsSchema, userClaimsSchema } from './user-claims.schema.js';

describe('the claims of a person', () => {
  it.each([
    ['birthdate', '1984-02-29'],
    ['birthdate', '0000-02-29'],
    ['birthdate', '1984'],
    ['zoneinfo', 'America/Argentina/Buenos_Aires'],
    ['locale', 'zh-Hant-TW'],
    ['phone_number', '+8613812345678'],
    ['email', 'olga.p+ostiary@example.co.uk'],
    ['website', 'http://olga.example.com:8080/?a=b#c'],
    ['address', { formatted: '1 Harbour Street\nLeith' }],
    ['name', null],
  ])('may have %s as %j', (name, value) => {
    expect(userClaimsSchema.parse({ [name]: value })).toEqual({ [name]: value });
  });

  it.each([
    ['birthdate', '1983-02-29'],
    ['birthdate', '0000'],
    ['birthdate', '29.02.1984'],
    ['birthdate', '1984-2-9'],
    ['zoneinfo', 'Leith'],
    ['zoneinfo', '+01:00'],
    ['locale', 'en_GB'],
    ['phone_number', '0044 20 7183 8750'],
    ['email', 'olga'],
    ['email', 'olga@example.com\r\nBcc: all@example.com'],
    ['website', 'javascript:alert(1)'],
    ['picture', 'data:image/png;base64,AAAA'],
    ['profile', 'https://exa mple.com'],
    ['address', {}],
    ['address', { planet: 'Earth' }],
    ['address', { formatted: 'Leith\u0000' }],
    ['name', ' '],
    ['name', 7],
    ['sub', 'usr_somebody'],
    ['updated_at', 0],
    ['preferred_username', 'root'],
  ])('cannot have %s as %j', (name, value) => {
    expect(userClaimsSchema.safeParse({ [name]: value }).success).toBe(false);
  });

  it('are called verified by administrators only', () => {
    expect(userClaimsSchema.safeParse({ email_verified: true }).success).toBe(true);
    for (const name of ['email_verified', 'phone_number_verified']) {
      expect(ownClaimsSchema.safeParse({ [name]: true }).success).toBe(false);
    }
  });
});
