import { describe, expect, it } from 'vitest';
import { ERROR_CODES, isErrorCode } from './error-codes.js';
import { ERROR_TABLE } from './error-table.js';

const UNFINISHED = /todo|fixme|tbd|lorem|placeholder|xxx|undefined|\bnull\b|\{\{|待定|待补充|占位/i;
const CHINESE = /\p{Script=Han}/u;
const ASCII = /^[\x20-\x7E]+$/;

describe('the error table', () => {
  it('has exactly the codes of the contract', () => {
    expect(Object.keys(ERROR_TABLE).sort()).toEqual([...ERROR_CODES].sort());
    expect(new Set(ERROR_CODES).size).toBe(ERROR_CODES.length);
  });

  // Contract §8, and the three codes that were added to it.
  it.each([
    [400, ['invalid_request', 'multiple_credentials']],
    [403, ['ip_not_allowed', 'origin_not_allowed', 'insufficient_scope', 'role_required']],
    [
      403,
      ['token_type_not_allowed', 'assertion_not_allowed', 'api_not_granted', 'untrusted_proxy'],
    ],
    [403, ['scope_not_grantable']],
    [404, ['not_found']],
    [409, ['conflict']],
    [413, ['payload_too_large']],
    [415, ['unsupported_media_type']],
    [429, ['rate_limited', 'quota_exceeded', 'anonymous_quota_exceeded', 'too_many_attempts']],
    [500, ['server_error']],
    [502, ['upstream_unreachable']],
    [503, ['unavailable']],
    [504, ['upstream_timeout']],
  ] as const)('answers %i for %j', (status, codes) => {
    expect(codes.map((code) => ERROR_TABLE[code].status)).toEqual(codes.map(() => status));
  });

  it('answers 401 with a challenge for every other code, and for no more', () => {
    const of401 = ERROR_CODES.filter((code) => ERROR_TABLE[code].status === 401);
    expect(of401).toHaveLength(24);
    for (const code of of401) {
      expect(['bearer', 'invalid_token', 'invalid_dpop_proof']).toContain(
        ERROR_TABLE[code].challenge,
      );
    }
  });

  it('names an error in the challenge only when a credential was examined', () => {
    const withoutError = ERROR_CODES.filter((code) => ERROR_TABLE[code].challenge === 'bearer');
    expect(withoutError).toEqual([
      'credential_missing',
      'scheme_missing',
      'scheme_unsupported',
      'bad_credentials',
    ]);
    expect(
      ERROR_CODES.filter((code) => ERROR_TABLE[code].challenge === 'insufficient_scope'),
    ).toEqual(['insufficient_scope']);
    expect(ERROR_CODES.filter((code) => ERROR_TABLE[code].challenge === 'invalid_request')).toEqual(
      ['invalid_request', 'multiple_credentials'],
    );
  });

  describe.each(ERROR_CODES)('%s', (code) => {
    const { title, meaning, remedy } = ERROR_TABLE[code];

    it('is explained in English and in Chinese', () => {
      for (const text of [title, meaning, remedy]) {
        expect(text.en).toMatch(ASCII);
        expect(text.zh).toMatch(CHINESE);
        expect(text.en).not.toMatch(UNFINISHED);
        expect(text.zh).not.toMatch(UNFINISHED);
      }
    });

    it('has a short title, full sentences and Chinese punctuation', () => {
      expect(title.en.length).toBeLessThanOrEqual(50);
      expect(title.en).toMatch(/^[A-Z].*[^.]$/);
      for (const text of [meaning, remedy]) {
        expect(text.en).toMatch(/^[A-Z].*\.$/);
        expect(text.zh).toMatch(/。$/);
        expect(text.zh).not.toMatch(/[,;?!]|[^\x21-\x7E]\./);
      }
    });

    it('fits its meaning into a header', () => {
      expect(meaning.en.length).toBeLessThanOrEqual(200);
      expect(meaning.en).not.toMatch(/["\\]/);
    });
  });

  it('gives every code a title of its own', () => {
    for (const language of ['en', 'zh'] as const) {
      const titles = ERROR_CODES.map((code) => ERROR_TABLE[code].title[language]);
      expect(new Set(titles).size).toBe(ERROR_CODES.length);
    }
  });
});

describe('isErrorCode', () => {
  it('knows the codes and nothing from the prototype', () => {
    expect(isErrorCode('not_found')).toBe(true);
    expect(isErrorCode('constructor')).toBe(false);
    expect(isErrorCode('NOT_FOUND')).toBe(false);
  });
});
