import { describe, expect, it } from 'vitest';
import { HeaderLines } from '../kernel/header-lines.js';
import { AppError } from '../kernel/errors/index.js';
import { generateAccessKeyPair, generateApiKey } from '../kernel/key-format.js';
import type { Call } from './call.js';
import { present } from './presenting.js';

const KEY = generateApiKey('ost', 'live');
const OTHER_KEY = generateApiKey('ost', 'test');
const { ak: AK, sk: SK } = generateAccessKeyPair();
const JWT = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl';
const OPTIONS = { keyPrefix: 'ost', signedTokenHeaders: ['apihub-token'] };

function call(rawHeaders: string[], target = '/data'): Call {
  return {
    method: 'GET',
    target,
    host: 'h',
    headers: HeaderLines.of(rawHeaders),
    clientAddress: '192.0.2.1',
    requestId: 'req_1',
  };
}

function shown(rawHeaders: string[], target = '/data', queryKeyNames: string[] = []) {
  return present(call(rawHeaders, target), queryKeyNames, OPTIONS);
}

function refusal(rawHeaders: string[], target?: string, names?: string[]): AppError {
  try {
    shown(rawHeaders, target, names);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('was not refused');
}

describe('present finds the one credential', () => {
  it.each([
    ['X-API-Key', KEY],
    ['x-api-key', KEY],
    ['Authorization', `Bearer ${KEY}`],
    ['Authorization', `bEaReR ${KEY}`],
    ['Authorization', `ApiKey ${KEY}`],
    ['Authorization', KEY],
  ])('an API key in %s: %s', (name, value) => {
    expect(shown(['Host', 'localhost', name, value])).toEqual({ form: 'api_key', value: KEY });
  });

  it('a token behind Bearer, in any case of the scheme', () => {
    expect(shown(['authorization', `bearer ${JWT}`])).toEqual({ form: 'jwt', value: JWT });
  });

  it('a token behind DPoP, with the one proof of its key', () => {
    const found = { form: 'jwt', value: JWT, proof: 'p' };
    expect(shown(['Authorization', `DPoP ${JWT}`, 'DPoP', 'p'])).toEqual(found);
    expect(shown(['dpop', 'p', 'authorization', `dpop ${JWT}`])).toEqual(found);
    // Nothing is read from the header where the scheme does not ask for it.
    expect(shown(['Authorization', `Bearer ${JWT}`, 'DPoP', 'p'])).toEqual({
      form: 'jwt',
      value: JWT,
    });
    expect(shown(['DPoP', 'p'])).toBeNull();
  });

  it.each([
    ['no proof', [], 'dpop_proof_invalid', /no DPoP header/],
    ['two proofs', ['DPoP', 'p', 'DPoP', 'p'], 'dpop_proof_invalid', /2 DPoP headers/],
  ])('refuses DPoP with %s', (_name, headers, code, detail) => {
    const error = refusal(['Authorization', `DPoP ${JWT}`, ...headers]);
    expect([error.code, error.detail]).toEqual([code, expect.stringMatching(detail)]);
  });

  it('refuses DPoP with nothing, a key or a second credential behind it', () => {
    const codeOf = (value: string, ...more: string[]) =>
      refusal(['Authorization', value, 'DPoP', 'p', ...more]).code;
    expect(codeOf('DPoP')).toBe('invalid_request');
    expect(codeOf('DPoP ')).toBe('invalid_request');
    expect(codeOf(`DPoP ${KEY}`)).toBe('scheme_unsupported');
    expect(codeOf(`DPoP ${JWT}, Bearer ${JWT}`)).toBe('multiple_credentials');
    expect(codeOf(`DPoP ${JWT}`, 'X-API-Key', KEY)).toBe('multiple_credentials');
    expect(codeOf(`DPoP {"a":1}`)).toBe('token_malformed');
  });

  it('a signed token in its own header', () => {
    expect(shown(['Apihub-Token', JWT])).toEqual({ form: 'signed_token', value: JWT });
  });

  it('nothing, when nothing is shown', () => {
    expect(shown(['Host', 'localhost', 'Cookie', `api_key=${KEY}`])).toBeNull();
  });
});

describe('present and the query', () => {
  const names = ['api_key'];

  it('takes no key from the query unless the policy allows it, and says where it belongs', () => {
    const error = refusal([], `/data?a=1&api_key=${KEY}`);
    expect(error.code).toBe('credential_missing');
    expect(error.hint).toContain('X-API-Key');
  });

  it('lets no key slip through the query beside another credential', () => {
    const error = refusal(['X-API-Key', KEY], `/data?key=${OTHER_KEY}`);
    expect(error.code).toBe('multiple_credentials');
  });

  it('leaves parameters alone that only have the name of a key', () => {
    expect(shown([], '/data?key=colour&api_key=42')).toBeNull();
  });

  it.each([`api_key=${KEY}`, `a=1&api%5Fkey=${KEY}&b=2`, `b=%2f&api_key=${KEY}`])(
    'finds the key in %s',
    (query) => {
      expect(shown([], `/v1/data?${query}`, names)).toEqual({ form: 'api_key', value: KEY });
    },
  );

  it.each([
    `API_KEY=${KEY}`,
    `api_key[]=${KEY}`,
    `a=1;api_key=${KEY}`,
    'api_key',
    `x#api_key=${KEY}`,
  ])('sees no key in %s', (query) => {
    expect(shown([], `/v1/data?${query}`, names)).toBeNull();
  });

  it.each([
    [[], `/v1/data?api_key=${KEY}&api_key=${KEY}`],
    [[], `/v1/data?api_key=${KEY}&api_key=${OTHER_KEY}`],
    [['X-API-Key', KEY], `/v1/data?api_key=${KEY}`],
  ])('refuses a second credential: %s %s', (headers, target) => {
    expect(refusal(headers, target, names).code).toBe('multiple_credentials');
  });

  it('refuses an empty key in the query and never takes it for an anonymous call', () => {
    expect(refusal([], '/v1/data?api_key=', names).code).toBe('credential_malformed');
  });
});

describe('present refuses what cannot be one credential', () => {
  it.each([
    ['two Authorization headers', ['Authorization', `Bearer ${KEY}`, 'authorization', 'Bearer x']],
    [
      'two equal Authorization headers',
      ['Authorization', `Bearer ${KEY}`, 'Authorization', `Bearer ${KEY}`],
    ],
    ['two X-API-Key headers', ['X-API-Key', KEY, 'X-API-Key', OTHER_KEY]],
    ['two signed tokens', ['Apihub-Token', JWT, 'apihub-token', JWT]],
    ['X-API-Key beside Bearer', ['X-API-Key', KEY, 'Authorization', `Bearer ${JWT}`]],
    ['a signed token beside Bearer', ['Apihub-Token', JWT, 'Authorization', `Bearer ${JWT}`]],
    ['two credentials in one header', ['Authorization', 'Bearer a, Bearer b']],
  ])('%s: multiple_credentials', (_case, headers) => {
    expect(refusal(headers).code).toBe('multiple_credentials');
  });

  it.each([
    ['Bearer', 'invalid_request'],
    ['Bearer ', 'invalid_request'],
    ['', 'invalid_request'],
    ['Bearer a b', 'invalid_request'],
    [`Bearer  ${KEY}`, 'invalid_request'],
    [`Bearer\t${KEY}`, 'invalid_request'],
    [`Bearer Bearer ${KEY}`, 'invalid_request'],
    ['ApiKey', 'invalid_request'],
    [JWT, 'scheme_missing'],
    ['something', 'scheme_missing'],
    [`access_token ${JWT}`, 'scheme_unsupported'],
    ['Basic dXNlcjpwYXNz', 'scheme_unsupported'],
    ['Digest username="a"', 'scheme_unsupported'],
    ['Negotiate', 'scheme_unsupported'],
    ['AWS4-HMAC-SHA256 Credential=a', 'scheme_unsupported'],
    ['Bearer {"payload":"e30","protected":"e30"}', 'token_malformed'],
    ['Bearer caf\u00e9', 'token_malformed'],
    ['Bearer a\u007f', 'token_malformed'],
    [`Bearer ${'a'.repeat(8193)}`, 'token_malformed'],
    [`Bearer ${AK}`, 'credential_malformed'],
    [`Bearer ${SK}`, 'credential_malformed'],
    [SK, 'credential_malformed'],
  ])('Authorization: %s → %s', (value, code) => {
    expect(refusal(['Authorization', value]).code).toBe(code);
  });

  it.each([
    ['Authorization', `Bearer ${SK}`],
    ['Authorization', `ApiKey ${SK}`],
    ['Authorization', SK],
    ['X-API-Key', SK],
    ['Apihub-Token', SK],
  ])('an SK in %s: %s raises the alarm', (name, value) => {
    expect(refusal([name, value]).internal).toBe('secret_key_sent_in_clear');
  });

  it.each([
    ['X-API-Key', '', 'credential_malformed'],
    ['X-API-Key', JWT, 'credential_malformed'],
    ['X-API-Key', SK, 'credential_malformed'],
    ['X-API-Key', `Bearer ${KEY}`, 'credential_malformed'],
    ['Apihub-Token', '', 'token_malformed'],
    ['Apihub-Token', `Bearer ${JWT}`, 'token_malformed'],
    ['Apihub-Token', SK, 'credential_malformed'],
    ['Apihub-Token', KEY, 'token_malformed'],
    ['Apihub-Token', 'a'.repeat(8193), 'token_malformed'],
  ])('%s: %s → %s', (name, value, code) => {
    expect(refusal([name, value]).code).toBe(code);
  });

  it('says in one line that the Bearer prefix is missing', () => {
    const error = refusal(['Authorization', `access_token ${JWT}`]);
    expect(error.detail).toContain('Bearer prefix is missing');
    expect(error.hint).toContain('Authorization: Bearer <token>');
  });

  it('names the .netrc as the likely source of a Basic header', () => {
    expect(refusal(['Authorization', 'Basic dXNlcjpwYXNz']).hint).toContain('.netrc');
  });

  it('never repeats the credential', () => {
    for (const headers of [
      ['Authorization', `access_token ${JWT}`],
      ['Authorization', JWT],
      ['Authorization', SK],
      ['X-API-Key', JWT],
    ]) {
      const { detail, hint } = refusal(headers);
      expect(`${detail}${hint}`).not.toContain(headers[1]?.split(' ').at(-1));
    }
  });
});
