import { describe, expect, it } from 'vitest';
import { mistakeIn } from './credential-mistakes.js';
import { generateAccessKeyPair, generateApiKey } from './key-format.js';

describe('what people put in the place of a credential', () => {
  it.each([
    ['YOUR_API_KEY', /placeholder/],
    ['your-api-key-here', /placeholder/],
    ['<key>', /placeholder/],
    ['<YOUR TOKEN>', /placeholder/],
    ['{{api_key}}', /placeholder/],
    ['{token}', /placeholder/],
    ['${API_KEY}', /placeholder/],
    ['$API_KEY', /placeholder/],
    ['%API_KEY%', /placeholder/],
    ['undefined', /placeholder/],
    ['null', /placeholder/],
    ['None', /placeholder/],
    ['[object Object]', /placeholder/],
    ['xxxxxxxx', /placeholder/],
    ['...', /placeholder/],
    ['API_KEY', /placeholder/],
    ['access_token', /placeholder/],
    ['"ost_live_abc"', /quotation marks/],
    ["ost_live_abc'", /quotation marks/],
    ['X-API-Key: ost_live_abc', /name of the credential/],
    ['api_key=ost_live_abc', /name of the credential/],
    ['ost_live_abc\\n', /line break/],
    ['ost_live_abc%0A', /line break/],
    ['ost_live_abc ', /line break/],
    ['sk_live_4eC39HqLyjWDarjtT1zdp7dc', /another service/],
    ['ghp_16C7e42F292c6912E7710c838347Ae178B4a', /another service/],
    ['sk-proj-abc', /another service/],
    ['AKIAIOSFODNN7EXAMPLE', /another service/],
    ['xoxb-1-2-3', /another service/],
  ])('%s', (value, detail) => {
    const mistake = mistakeIn(value);
    expect(mistake?.detail).toMatch(detail);
    expect(`${mistake?.detail}${mistake?.hint}`).not.toContain(value);
  });

  it('does not see one in a credential of ours', () => {
    const { ak, sk } = generateAccessKeyPair();
    const jwt = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl';
    for (const value of [
      generateApiKey('ost', 'live'),
      generateApiKey('key', 'test'),
      ak,
      sk,
      jwt,
    ]) {
      expect(mistakeIn(value)).toBeNull();
    }
  });

  it('looks at a long text in no time that grows with its square', () => {
    for (const text of [
      'a'.repeat(100_000),
      'your '.repeat(20_000),
      '\\n'.repeat(50_000),
      ' '.repeat(100_000),
    ]) {
      expect(() => mistakeIn(`${text}x`)).not.toThrow();
    }
  });
});
