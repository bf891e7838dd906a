import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  cidrListSchema,
  idSchema,
  lineSchema,
  nameSchema,
  originListSchema,
  quotaSchema,
  rfc3339Schema,
  scopeListSchema,
  toQuota,
} from './schemas.js';

describe('rfc3339Schema', () => {
  it.each([
    ['2026-11-20T08:00:00Z', Date.UTC(2026, 10, 20, 8)],
    ['2026-11-20t08:00:00.5z', Date.UTC(2026, 10, 20, 8, 0, 0, 500)],
    ['2026-11-20T08:00:00.123456789Z', Date.UTC(2026, 10, 20, 8, 0, 0, 123)],
    ['2026-11-20T08:00:00+08:00', Date.UTC(2026, 10, 20, 0)],
    ['2026-11-20T08:00:00-03:30', Date.UTC(2026, 10, 20, 11, 30)],
    ['2028-02-29T00:00:00Z', Date.UTC(2028, 1, 29)],
    ['9999-12-31T23:59:59.999Z', Date.UTC(9999, 11, 31, 23, 59, 59, 999)],
  ])('reads %s', (text, expected) => {
    expect(rfc3339Schema.parse(text)).toBe(expected);
  });

  it.each([
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-11-31T00:00:00Z',
    '2027-02-29T00:00:00Z',
    '2026-11-20T24:00:00Z',
    '2026-11-20T08:60:00Z',
    '2026-11-20T08:00:60Z',
    '2026-11-20T08:00:00',
    '2026-11-20T08:00Z',
    '2026-11-20 08:00:00Z',
    '2026-11-20',
    '10000-01-01T00:00:00Z',
    '+010000-01-01T00:00:00Z',
    '2026-11-20T08:00:00+24:00',
    '1763600000',
    ' 2026-11-20T08:00:00Z',
    '',
  ])('refuses %s', (text) => {
    expect(rfc3339Schema.safeParse(text).success).toBe(false);
  });

  it('refuses a number', () => {
    expect(rfc3339Schema.safeParse(1_763_600_000).success).toBe(false);
  });
});

describe('cidrListSchema', () => {
  it('makes entries canonical and unique', () => {
    expect(cidrListSchema.parse(['10.0.0.1', '10.0.0.1/32', '2001:DB8::/32'])).toEqual([
      '10.0.0.1/32',
      '2001:db8::/32',
    ]);
  });

  it('refuses an empty list, which could mean nobody or anybody', () => {
    expect(cidrListSchema.safeParse([]).success).toBe(false);
  });

  it('says which entry is wrong', () => {
    const result = cidrListSchema.safeParse(['10.0.0.0/8', '010.0.0.1', '0.0.0.0/0']);

    expect(result.error?.issues.map(({ path, message }) => [path, message])).toEqual([
      [[1], 'must be an IP address or a range such as 10.0.0.0/8'],
      [[2], 'holds every address, and so restricts nothing'],
    ]);
  });
});

describe('originListSchema', () => {
  it('makes entries canonical', () => {
    expect(originListSchema.parse(['HTTPS://Example.com:443'])).toEqual(['https://example.com']);
  });

  it('says what is wrong with an entry', () => {
    const result = originListSchema.safeParse(['null', 'https://*.com']);

    expect(result.error?.issues.map(({ path, message }) => [path, message])).toEqual([
      [[0], 'must be a web origin such as https://app.example.com'],
      [[1], 'must have a registered name of at least two labels behind its wildcard'],
    ]);
  });

  it.each([[[]], [['null']], [['*']], [['https://example.com/path']]])('refuses %j', (value) => {
    expect(originListSchema.safeParse(value).success).toBe(false);
  });
});

describe('scopeListSchema', () => {
  it('takes scope tokens, and none at all', () => {
    expect(scopeListSchema.parse(['read:owneraccount:permissions', 'a'])).toHaveLength(2);
    expect(scopeListSchema.parse([])).toEqual([]);
  });

  it.each([
    [['a b']],
    [['']],
    [['a"b']],
    [['é']],
    [['a', 'a']],
    [['x'.repeat(129)]],
    [Array.from({ length: 101 }, (_, i) => `s${i}`)],
  ])('refuses %.40j', (value) => {
    expect(scopeListSchema.safeParse(value).success).toBe(false);
  });
});

describe('quotaSchema', () => {
  it('is turned into a quota', () => {
    expect(toQuota(quotaSchema.parse({ limit: 5, window_seconds: 60 }))).toEqual({
      limit: 5,
      windowSeconds: 60,
    });
  });

  it.each([
    { limit: 0, window_seconds: 60 },
    { limit: 1.5, window_seconds: 60 },
    { limit: 5, window_seconds: 0 },
    { limit: 5, window_seconds: 3_000_000 },
    { limit: 1e999, window_seconds: 60 },
    { limit: '5', window_seconds: 60 },
    { limit: 5 },
    { limit: 5, window_seconds: 60, burst: 1 },
  ])('refuses %j', (value) => {
    expect(quotaSchema.safeParse(value).success).toBe(false);
  });
});

describe('names and ids', () => {
  it('trims a name and refuses one that cannot be seen', () => {
    expect(nameSchema.parse('  Weather 天气 ')).toBe('Weather 天气');
    for (const name of ['', '   ', 'a\nb', 'a\u0007', 'x'.repeat(201)]) {
      expect(nameSchema.safeParse(name).success).toBe(false);
    }
  });

  it('takes ids of the one prefix only', () => {
    const body = '0'.repeat(26);

    expect(idSchema('app').safeParse(`app_${body}`).success).toBe(true);
    for (const id of [`usr_${body}`, `APP_${body}`, 'app_1', '../1', '1e3', ` app_${body}`]) {
      expect(idSchema('app').safeParse(id).success).toBe(false);
    }
  });
});

describe('a line of text', () => {
  it('has a length and no control characters', () => {
    expect(lineSchema(3).parse('a b')).toBe('a b');
    for (const line of ['', 'abcd', 'a\tb', 'a\u0085', 7]) {
      expect(lineSchema(3).safeParse(line).success).toBe(false);
    }
    expect(lineSchema(1, z.string().trim()).parse(' a ')).toBe('a');
  });

  it('states no pattern, which other languages could not read', () => {
    expect(z.toJSONSchema(lineSchema(3))).not.toHaveProperty('pattern');
  });
});

describe('every building block', () => {
  it.each([
    ['name', nameSchema],
    ['id', idSchema('app')],
    ['scopes', scopeListSchema],
    ['cidrs', cidrListSchema],
    ['origins', originListSchema],
    ['time', rfc3339Schema],
    ['quota', quotaSchema],
  ])('%s can be written as JSON Schema', (_name, schema) => {
    expect(() => z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' })).not.toThrow();
  });

  it.each([
    ['name', nameSchema],
    ['scope', scopeListSchema.element],
    ['time', rfc3339Schema],
    ['limit', quotaSchema.shape.limit],
  ])('%s has an example that it accepts', (_name, schema) => {
    const { example } = z.toJSONSchema(schema, { io: 'input' });
    expect(schema.safeParse(example).success).toBe(true);
  });
});
