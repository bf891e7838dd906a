import { describe, expect, it } from 'vitest';
import { parseCompactJws } from './compact-jws.js';
import { AppError } from './errors/index.js';

// RFC 7515, appendix A.1: the header and the payload contain line breaks.
const RFC_TOKEN =
  'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9' +
  '.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ' +
  '.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const HEADER = { alg: 'HS256', typ: 'JWT' };
const CLAIMS = { iss: 'ak_x', iat: 1, exp: 2 };

describe('parseCompactJws', () => {
  it('reads a token as if no broken one had come before it', () => {
    const cut = [HEADER, CLAIMS].map((part) => Buffer.from(JSON.stringify(part)));
    const broken = [cut[0], Buffer.from([0x7b, 0x22, 0xe2, 0x82]), Buffer.from('mac')]
      .map((part) => part?.toString('base64url'))
      .join('.');
    expect(() => parseCompactJws(broken)).toThrow(AppError);
    expect(parseCompactJws(RFC_TOKEN).claims).toMatchObject({ iss: 'joe' });
  });

  it('takes the token of RFC 7515 A.1 apart', () => {
    const parsed = parseCompactJws(RFC_TOKEN);
    expect(parsed.header).toEqual({ typ: 'JWT', alg: 'HS256' });
    expect(parsed.claims).toEqual({
      iss: 'joe',
      exp: 1300819380,
      'http://example.com/is_root': true,
    });
    expect(parsed.signature).toHaveLength(32);
    expect(parsed.signingInput).toBe(RFC_TOKEN.slice(0, RFC_TOKEN.lastIndexOf('.')));
  });

  it('keeps hostile member names as plain data', () => {
    const { claims } = parseCompactJws(
      token('{"alg":"HS256"}', '{"__proto__":{"roles":["admin"]}}'),
    );
    expect(claims['roles']).toBeUndefined();
    expect(Object.keys(claims)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['roles']).toBeUndefined();
  });

  it.each([
    ['a line break behind', `${RFC_TOKEN}\n`],
    ['padding', `${RFC_TOKEN}=`],
    ['a last character that is not canonical', `${RFC_TOKEN.slice(0, -1)}l`],
    ['the alphabet of plain base64', RFC_TOKEN.replace('-mB', '+mB')],
    ['an inner space', RFC_TOKEN.replace('.dBj', '. dBj')],
    ['a length that no bytes have', `${RFC_TOKEN}AA`],
    ['a full-width character', RFC_TOKEN.replace('dBj', 'ｄBj')],
    ['a raw byte', RFC_TOKEN.replace('dBj', '\u00e9Bj')],
    ['an empty signature', RFC_TOKEN.slice(0, RFC_TOKEN.lastIndexOf('.') + 1)],
    ['an empty payload', token('{}', '')],
    ['an empty header', token('', '{}')],
    ['two parts', 'e30.e30'],
    ['four parts', 'e30.e30.AA.AA'],
    ['one part', 'e30'],
    ['nothing', ''],
    ['only dots', '..'],
    ['JSON serialisation', '{"payload":"e30","signatures":[]}'],
    ['an array for a header', token('[]', '{}')],
    ['an array for claims', token('{}', '[]')],
    ['null for claims', token('{}', 'null')],
    ['a string for claims', token('{}', '"x"')],
    ['a number for claims', token('{}', '1')],
    ['broken JSON', token('{}', '{"a":1')],
    ['two JSON values', token('{}', '{}{}')],
    ['a trailing comma', token('{}', '{"a":1,}')],
    ['a byte order mark', token('{}', '\ufeff{}')],
    ['invalid UTF-8', token('{}', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))],
    [
      'an overlong UTF-8 sequence',
      token('{}', Buffer.from([0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x3a, 0x31, 0x7d])),
    ],
    ['crit', token('{"alg":"HS256","crit":["x"]}', '{}')],
    ['an empty crit', token('{"alg":"HS256","crit":[]}', '{}')],
    ['a crit that names a known member', token('{"alg":"HS256","crit":["exp"]}', '{}')],
    ['b64 false with crit', token('{"alg":"HS256","b64":false,"crit":["b64"]}', '{}')],
    ['b64 without crit', token('{"alg":"HS256","b64":true}', '{}')],
    ['alg twice', token('{"alg":"HS256","alg":"none"}', '{}')],
    ['sub twice', token('{}', '{"sub":"a","sub":"b"}')],
    ['iss twice, once escaped', token('{}', '{"iss":"a","\\u0069ss":"b"}')],
    ['iss twice, spaced', token('{}', '{"iss" : "a" , "iss"\t:\n"b"}')],
    ['a name twice in a nested object', token('{}', '{"act":{"sub":"a","sub":"b"}}')],
    ['a name twice behind an array', token('{}', '{"a":[{"b":1}],"c":"x:y","a":2}')],
    ['seventeen levels', token('{}', `{"a":${'['.repeat(16)}${']'.repeat(16)}}`)],
    ['8193 characters', `${RFC_TOKEN.padEnd(8193, 'A')}`],
  ])('refuses a token with %s', (_what, value) => {
    expect(() => parseCompactJws(value)).toThrow(AppError);
    expect(() => parseCompactJws(value)).toThrow(/^token_malformed/);
  });

  it.each([
    ['equal names in different objects', '{"a":{"x":1},"b":{"x":2},"x":3}'],
    ['values that look like names', '{"a":"a","b":["a","a"]}'],
    ['escaped quotes and backslashes', '{"a":"\\"b\\":","c":"\\\\","b":1}'],
    ['sixteen levels', `{"a":${'['.repeat(15)}${']'.repeat(15)}}`],
  ])('accepts %s', (_what, claims) => {
    expect(parseCompactJws(token('{"alg":"HS256"}', claims)).claims).toEqual(JSON.parse(claims));
  });

  it('accepts a token of exactly 8192 characters', () => {
    const head = `${encode(JSON.stringify(HEADER))}.${encode(JSON.stringify(CLAIMS))}.`;
    expect(parseCompactJws(head.padEnd(8192, 'A')).claims).toEqual(CLAIMS);
  });

  it('says of a token with five parts that encrypted tokens are not accepted', () => {
    expect(detailOf('e30.AA.AA.AA.AA')).toContain('encrypted');
  });

  it('never repeats the token in its refusal', () => {
    const canary = Buffer.from('{"canary-name":1,"canary-name":2}').toString('base64url');
    expect(detailOf(`e30.${canary}.AA`)).not.toContain('canary');
    expect(detailOf('canary.canary')).not.toContain('canary');
  });
});

function detailOf(value: string): string {
  try {
    parseCompactJws(value);
  } catch (error) {
    if (error instanceof AppError) return error.detail;
  }
  throw new Error('the token was accepted');
}

function encode(value: string | Buffer): string {
  return Buffer.from(value).toString('base64url');
}

function token(header: string, claims: string | Buffer): string {
  return `${encode(header)}.${encode(claims)}.c2lnbmF0dXJl`;
}
