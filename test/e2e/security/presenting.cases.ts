import { beforeAll, describe, expect, it } from 'vitest';
import { rawRequest, sendRaw } from '../../harness/raw.js';
import { JSON_BODY } from '../../harness/world.js';
import { world } from './shared-world.js';

const INVALID = { status: 400, code: 'invalid_request' };
const MULTIPLE = { status: 400, code: 'multiple_credentials' };
const MISSING = { status: 401, code: 'credential_missing' };
const UNSUPPORTED = { status: 401, code: 'scheme_unsupported' };

let key: string;
let admin: string;

/** Each row is asked where a credential is needed and where none is: neither may see anonymous. */
const PLACES = ['/shown/x', '/open/x', '/profile'];

beforeAll(async () => {
  await world.createApi('/shown');
  await world.createApi('/open', { anonymous: { limit: 1000, window_seconds: 3600 } });
  key = (await world.createKey()).key;
  admin = await world.server.loginAsAdmin();
});

describe('the Authorization header', () => {
  it.each(['bEaReR', 'BEARER', 'Bearer', 'ApiKey', 'APIKEY'])(
    'takes the scheme in any case: %s [B01]',
    async (scheme) => {
      for (const target of PLACES) {
        await world.allows({ target, headers: [`authorization: ${scheme} ${key}`] });
      }
      expect(world.recorder.last().header('x-auth-kind')).toEqual(['api_key']);
    },
  );

  it.each(['Bearer', 'Bearer ', 'bearer   ', 'ApiKey', ''])(
    'with nothing behind the scheme is a mistake, not an anonymous call: "%s" [B02]',
    async (value) => {
      for (const target of PLACES) {
        await world.refuses({ target, headers: [`Authorization: ${value}`] }, INVALID);
      }
    },
  );

  it.each<[string, (good: string) => string[]]>([
    ['good, then bad', (good) => [`Bearer ${good}`, 'Bearer x']],
    ['bad, then good', (good) => ['Bearer x', `Bearer ${good}`]],
    ['equal', (good) => [`Bearer ${good}`, `Bearer ${good}`]],
    ['good, then empty', (good) => [`Bearer ${good}`, '']],
    ['good, then Basic', (good) => [`Bearer ${good}`, 'Basic YTpi']],
  ])('is refused when it is there twice: %s [B03]', async (_row, values) => {
    const headers = values(key).map((value) => `Authorization: ${value}`);
    for (const target of PLACES) await world.refuses({ target, headers }, MULTIPLE);
  });

  it.each<[string, { status: number; code: string }]>([
    ['Bearer KEY, Bearer KEY', MULTIPLE],
    ['Bearer KEY,KEY', MULTIPLE],
    ['Bearer KEY KEY', INVALID],
    ['Bearer Bearer KEY', INVALID],
    ['Bearer  KEY', INVALID],
    ['Bearer\tKEY', INVALID],
    ['Bearer \tKEY', INVALID],
    ['ApiKey  KEY', INVALID],
  ])('must be one scheme, one space, one credential: %j [B04]', async (value, refusal) => {
    const headers = [`Authorization: ${value.replaceAll('KEY', key)}`];
    for (const target of PLACES) await world.refuses({ target, headers }, refusal);
  });

  it.each<[string, string]>([
    ['a byte above ASCII', 'Bearer abc\xe9def'],
    ['UTF-8', `Bearer ${Buffer.from('é').toString('latin1')}`],
    ['a byte above ASCII in the scheme', 'B\xe9arer abc'],
    ['only such bytes', '\xff\xfe'],
  ])('refuses %s as a credential, and does not fall over [B05]', async (_row, value) => {
    for (const target of PLACES) {
      const headers = [`Authorization: ${value}`];
      await world.refuses(
        { target, headers },
        { status: 401, code: ['token_malformed', 'credential_malformed'] },
      );
    }
  });

  it('with a DEL or a NUL is no HTTP [B05]', async () => {
    for (const byte of ['\x7f', '\x00']) {
      const response = await world.ask({
        target: '/profile',
        headers: [`Authorization: Bearer a${byte}`],
      });
      expect([400, 401]).toContain(response.status);
    }
  });

  it('refuses a token of 8193 characters without reading it, and a header of 17 kB at all [B06]', async () => {
    const token = `eyJhbGciOiJIUzI1NiJ9.${'A'.repeat(8193 - 22)}.A`;
    for (const line of [`Authorization: Bearer ${token}`, `Apihub-Token: ${token}`]) {
      const problem = await world.refuses(
        { target: '/profile', headers: [line] },
        { status: 401, code: 'token_malformed' },
      );
      expect(problem.detail).toMatch(/8192/);
    }
    const header = `Authorization: Bearer ${'a'.repeat(17 * 1024)}`;
    const response = await world.ask({ target: '/profile', headers: [header] });
    expect(response.status).toBe(431);
    expect(response.header('x-request-id')).toHaveLength(1);
  });

  it.each([
    'Digest username="a"',
    'Negotiate abc',
    'AWS4-HMAC-SHA256 Credential=a/b',
    'Token abc',
    'Basic',
  ])('with a scheme that is not supported says so: %s [B07]', async (value) => {
    for (const target of PLACES) {
      await world.refuses({ target, headers: [`Authorization: ${value}`] }, UNSUPPORTED);
    }
  });

  it.each(['Basic QTpw YQ==', 'Basic QTpw-_', 'Basic QTpw', 'Basic QTpwYQ==!!', 'Basic YTpi'])(
    'is never read as Basic, however its base64 is written: %s [B08]',
    async (value) => {
      for (const target of PLACES) {
        const headers = [`Authorization: ${value}`];
        const problem = await world.refuses({ target, headers }, UNSUPPORTED);
        expect(problem.hint).toContain('.netrc');
      }
    },
  );

  it('with a token and no scheme says that the scheme is missing', async () => {
    const refusal = { status: 401, code: 'scheme_missing' };
    for (const target of PLACES) {
      await world.refuses({ target, headers: [`Authorization: ${admin}`] }, refusal);
    }
  });
});

describe('more than one credential', () => {
  it.each<[string, (good: string, token: string) => string[]]>([
    ['X-API-Key twice [B09]', (k) => [`X-API-Key: ${k}`, `x-api-key: ${k}`]],
    ['X-API-Key and Bearer [B10]', (k, t) => [`X-API-Key: ${k}`, `Authorization: Bearer ${t}`]],
    ['the same key in both [B10]', (k) => [`X-API-Key: ${k}`, `Authorization: Bearer ${k}`]],
    ['a key and nonsense [B10]', (k) => [`X-API-Key: ${k}`, 'Authorization: nonsense']],
    ['a key and an empty header [B10]', (k) => [`X-API-Key: ${k}`, 'Authorization:']],
    ['a key and a signed token', (k) => [`X-API-Key: ${k}`, 'Apihub-Token: x']],
    ['Bearer and a signed token', (_k, t) => [`Authorization: Bearer ${t}`, 'Apihub-Token: x']],
    ['two signed tokens', () => ['Apihub-Token: x', 'Apihub-Token: x']],
  ])('is refused before any is looked up: %s', async (_row, lines) => {
    const headers = lines(key, admin);
    for (const target of PLACES) await world.refuses({ target, headers }, MULTIPLE);
  });

  it('two keys joined in one X-API-Key header are no key [B09]', async () => {
    const headers = [`X-API-Key: ${key}, ${key}`];
    const malformed = { status: 401, code: 'credential_malformed' };
    for (const target of PLACES) await world.refuses({ target, headers }, malformed);
  });
});

describe('what is no place for a credential', () => {
  it.each<[string, string[], (k: string) => string]>([
    [
      'a form',
      ['Content-Type: application/x-www-form-urlencoded'],
      (k) => `access_token=${k}&api_key=${k}`,
    ],
    ['JSON', JSON_BODY, (k) => JSON.stringify({ access_token: k, api_key: k })],
  ])('the body is none: %s [B11]', async (_row, headers, body) => {
    const ask = { method: 'POST', headers, body: body(key) };
    await world.refuses({ ...ask, target: '/shown/x' }, MISSING);
    await world.allows({ ...ask, target: '/open/x' });
    expect(world.recorder.last().header('x-auth-kind')).toEqual(['anonymous']);
  });

  it('JSON for a route of our own is none either [B11]', async () => {
    const body = JSON.stringify({ access_token: admin });
    const ask = { method: 'POST', target: '/secure-endpoint', headers: JSON_BODY, body };
    await world.refuses(ask, MISSING);
  });
});

describe('a preflight', () => {
  const preflight = (target: string, origin = 'https://app.example'): string =>
    rawRequest('OPTIONS', target, [
      `Origin: ${origin}`,
      'Access-Control-Request-Method: GET',
      'Access-Control-Request-Headers: authorization, x-api-key',
    ]);

  it.each(['/shown/x', '/data', '/profile'])(
    'is answered without a credential and forwards nothing: %s [B12]',
    async (target) => {
      const seen = world.recorder.seen();
      const response = await sendRaw(world.server.port, preflight(target));
      expect(response.status).toBe(204);
      expect(response.header('access-control-allow-origin')).toEqual(['https://app.example']);
      expect(response.header('access-control-allow-headers')).toEqual(['authorization, x-api-key']);
      expect(response.header('access-control-allow-credentials')).toEqual([]);
      expect(response.header('vary').join()).toContain('Origin');
      expect(world.recorder.seen()).toEqual(seen);
    },
  );

  it.each(['/admin/users', '/admin/apps', '/nowhere'])(
    'opens neither the administration nor what is not there: %s [B12]',
    async (target) => {
      const response = await sendRaw(world.server.port, preflight(target));
      expect(response.status).toBe(404);
      expect(response.header('access-control-allow-origin')).toEqual([]);
    },
  );

  it('is not what any other OPTIONS is: that needs a credential [B12]', async () => {
    await world.refuses({ method: 'OPTIONS', target: '/shown/x' }, MISSING);
  });
});
