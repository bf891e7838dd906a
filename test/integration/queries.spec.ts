import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateApiKey } from '../../src/kernel/key-format.js';
import { type Application, startApplication } from '../harness/application.js';
import { encodePart, hmac, makeJws } from '../harness/jws.js';
import { type Recorder, startRecorder } from '../harness/recorder.js';

interface Created {
  readonly id: string;
  readonly key: string;
  readonly ak: string;
  readonly sk: string;
  readonly client_id: string;
  readonly client_secret: string;
}

let app: Application;
let upstream: Recorder;
let admin: string;
let keys: string;
let pair: { ak: string; sk: string };
let serial = 0;

beforeAll(async () => {
  [app, upstream] = await Promise.all([startApplication(), startRecorder()]);
  admin = await login();
  const { id } = await create('/admin/apps', { name: 'App' });
  keys = `/admin/apps/${id}/api-keys`;
  pair = await create(`/admin/apps/${id}/access-keys`, { name: 'pair' });
  await create('/admin/apis', { name: 'any', path_prefix: '/any', upstream: upstream.origin });
  await create('/admin/apis', {
    name: 'open',
    path_prefix: '/open',
    upstream: upstream.origin,
    anonymous: { limit: 1000, window_seconds: 60 },
  });
  await call('/any/x', 'X-API-Key', generateApiKey('ost', 'live'));
});
afterAll(() => Promise.all([app.close(), upstream.stop()]));

async function login(): Promise<string> {
  const response = await fetch(app.url('/login'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(app.admin),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

async function create(path: string, body: unknown): Promise<Created> {
  const response = await fetch(app.url(path), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${admin}` },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Created;
}

async function call(path: string, header: string, value: string): Promise<string> {
  const response = await fetch(app.url(path), { headers: { [header]: value } });
  const body = (await response.json()) as { code?: string };
  return body.code ?? String(response.status);
}

/** What a call answers, and the statements that it cost. */
async function cost(path: string, header: string, value: string): Promise<[string, number]> {
  let outcome = '';
  const statements = await app.statementsOf(async () => {
    outcome = await call(path, header, value);
  });
  for (const statement of statements) expect(statement.trim()).toMatch(/^SELECT/i);
  return [outcome, statements.length];
}

const seconds = (offset = 0): number => Math.floor(app.clock.now() / 1000) + offset;
const signed = (claims: object = {}): string =>
  makeJws(
    { alg: 'HS256' },
    {
      iss: pair.ak,
      sub: pair.ak,
      typ: 'app_token',
      iat: seconds(),
      exp: seconds(600),
      n: (serial += 1),
      ...claims,
    },
    hmac(pair.sk),
  );

it('asks once for an app whether it was granted an API, and not for its next credential', async () => {
  const first = await create(keys, { name: 'k' });
  expect(await cost('/any/x', 'X-API-Key', first.key)).toEqual(['200', 2]);
  const next = await create(keys, { name: 'k' });
  expect(await cost('/any/x', 'X-API-Key', next.key)).toEqual(['200', 1]);
});

describe.each(['/any/x', '/profile'])('what a check asks the database: %s', (path) => {
  it('once for an API key that is cold, never for a warm one', async () => {
    const { key } = await create(keys, { name: 'k' });
    expect(await cost(path, 'X-API-Key', key)).toEqual(['200', 1]);
    for (let i = 0; i < 3; i += 1) expect(await cost(path, 'X-API-Key', key)).toEqual(['200', 0]);
  });

  it('once for a key that is warm in another header: the credential is the same', async () => {
    const { key } = await create(keys, { name: 'k' });
    expect(await cost(path, 'X-API-Key', key)).toEqual(['200', 1]);
    expect(await cost(path, 'Authorization', `Bearer ${key}`)).toEqual(['200', 0]);
  });

  it('once for a key that nobody has, each time', async () => {
    const key = generateApiKey('ost', 'live');
    expect(await cost(path, 'X-API-Key', key)).toEqual(['api_key_unknown', 1]);
    expect(await cost(path, 'X-API-Key', key)).toEqual(['api_key_unknown', 1]);
  });

  it('never for a string that shows itself to be no key [K03 K04]', async () => {
    const { key } = await create(keys, { name: 'k' });
    for (const value of [`${key.slice(0, -1)}~`, key.slice(0, -1), `${key}0`, key.toLowerCase()]) {
      expect(await cost(path, 'X-API-Key', value)).toEqual(['credential_malformed', 0]);
    }
  });

  it('never for a fresh signed token of a warm access key', async () => {
    await call(path, 'Apihub-Token', signed());
    expect(await cost(path, 'Apihub-Token', signed())).toEqual(['200', 0]);
    expect(await cost(path, 'Authorization', `Bearer ${signed()}`)).toEqual(['200', 0]);
    const forged = `${signed().split('.').slice(0, 2).join('.')}.AAAA`;
    expect(await cost(path, 'Apihub-Token', forged)).toEqual(['token_signature_invalid', 1]);
  });

  it('once for a signature that does not fit, whether there is such an AK or not [T05]', async () => {
    await call(path, 'Apihub-Token', signed());
    const unknown = signed({ iss: `ak_${'0'.repeat(22)}` });
    const forged = `${signed().split('.').slice(0, 2).join('.')}.AAAA`;
    for (const token of [unknown, forged, unknown, forged]) {
      expect(await cost(path, 'Apihub-Token', token)).toEqual(['token_signature_invalid', 1]);
    }
  });

  it('once for a login token that is cold, never for a warm one', async () => {
    const token = `Bearer ${await login()}`;
    expect(await cost(path, 'Authorization', token)).toEqual(['200', 1]);
    expect(await cost(path, 'Authorization', token)).toEqual(['200', 0]);
  });
});

describe('a thousand tokens that name signing keys which we do not have', () => {
  it('cost no statement at all, and are all refused [J06]', async () => {
    app.clock.passMs(10_000);
    const instance = app.nest.getHttpAdapter().getInstance();
    const [, payload = ''] = admin.split('.');
    const outcomes = new Set<string>();
    const statements = await app.statementsOf(async () => {
      for (let i = 0; i < 1000; i += 1) {
        const header = encodePart({ alg: 'ES256', typ: 'login+jwt', kid: `kid-${i}` });
        const response = await instance.inject({
          url: '/profile',
          headers: { authorization: `Bearer ${header}.${payload}.AAAA` },
        });
        outcomes.add(response.json<{ code: string }>().code);
      }
    });
    expect([...outcomes]).toEqual(['token_signature_invalid']);
    expect(statements).toEqual([]);
  });
});

describe('what costs nothing', () => {
  it.each(['/open/x', '/nowhere', '/login', '/errors/not_found'])(
    'a call without a credential: %s',
    async (path) => {
      const statements = await app.statementsOf(() => fetch(app.url(path)).then((r) => r.text()));
      expect(statements).toEqual([]);
    },
  );

  it('a preflight', async () => {
    const headers = { origin: 'https://a.example', 'access-control-request-method': 'GET' };
    for (const path of ['/any/x', '/profile']) {
      const statements = await app.statementsOf(() =>
        fetch(app.url(path), { method: 'OPTIONS', headers }),
      );
      expect(statements).toEqual([]);
    }
  });
});

describe('time, while a verdict is remembered', () => {
  it('ends an API key at its expiry to the millisecond [K06]', async () => {
    const at = app.clock.now() + 5000;
    const expires_at = new Date(at).toISOString();
    const { key } = await create(keys, { name: 'k', expires_at });
    expect(await call('/any/x', 'X-API-Key', key)).toBe('200');
    app.clock.passMs(4999);
    expect(await cost('/any/x', 'X-API-Key', key)).toEqual(['200', 0]);
    app.clock.passMs(1);
    expect(await call('/any/x', 'X-API-Key', key)).toBe('api_key_expired');
  });

  it('ends a rotated API key with the overlap, the new one works throughout [K14]', async () => {
    const { id, key } = await create(keys, { name: 'k' });
    const { key: next } = await create(`${keys}/${id}/rotate`, { overlap_seconds: 60 });
    for (const value of [key, next]) expect(await call('/any/x', 'X-API-Key', value)).toBe('200');
    app.clock.passMs(59_000);
    for (const value of [key, next]) expect(await call('/any/x', 'X-API-Key', value)).toBe('200');
    app.clock.passMs(2000);
    expect(await call('/any/x', 'X-API-Key', key)).toBe('api_key_revoked');
    expect(await call('/any/x', 'X-API-Key', next)).toBe('200');
  });

  it('ends a signed token 15 s after its exp, and lets no iat begin earlier [J12 J15 A03]', async () => {
    const exp = seconds(60);
    const token = signed({ exp });
    expect(await call('/any/x', 'Apihub-Token', token)).toBe('200');
    app.clock.passMs(exp * 1000 + 14_999 - app.clock.now());
    expect(await call('/any/x', 'Apihub-Token', token)).toBe('200');
    app.clock.passMs(1);
    expect(await call('/any/x', 'Apihub-Token', token)).toBe('token_expired');
    expect(await call('/any/x', 'Apihub-Token', signed({ iat: seconds(14) }))).toBe('200');
    expect(await call('/any/x', 'Apihub-Token', signed({ iat: seconds(17) }))).toBe(
      'token_not_yet_valid',
    );
  });

  it('ends a login token 15 s after its exp [J12]', async () => {
    const token = `Bearer ${await login()}`;
    expect(await call('/profile', 'Authorization', token)).toBe('200');
    app.clock.passMs(900_000 + 13_000);
    expect(await call('/profile', 'Authorization', token)).toBe('200');
    app.clock.passMs(2000);
    expect(await call('/profile', 'Authorization', token)).toBe('token_expired');
    admin = await login();
  });
});
