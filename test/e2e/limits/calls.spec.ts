import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../../harness/server.js';

const TRUSTED = '127.0.0.1/32,::1/128';

let server: TestServer;
let appId: string;
let serial = 0;
const upstream = createServer((_request, response) => void response.end('ok'));
beforeAll(async () => {
  await once(upstream.listen(0, '127.0.0.1'), 'listening');
  server = await startServer({
    env: { OSTIARY_TRUSTED_PROXIES: TRUSTED, OSTIARY_FAILED_CALLS_PER_MINUTE: '4000' },
  });
  appId = await createApp();
});
afterAll(async () => {
  await server.stop();
  upstream.close();
});

async function createApp(limits: object = {}): Promise<string> {
  const { body } = await server.admin<{ id: string }>('POST', '/admin/apps', {
    name: 'App',
    ...limits,
  });
  return body.id;
}

async function createKey(limits: object = {}, app = appId): Promise<string> {
  const { status, body } = await server.admin<{ key: string }>(
    'POST',
    `/admin/apps/${app}/api-keys`,
    { name: 'Key', ...limits },
  );
  expect(status).toBe(201);
  return body.key;
}

/** An API behind the gateway, whose upstream answers everything with 200. */
async function createApi(limits: object): Promise<{ id: string; target: string }> {
  const prefix = `/limited-${(serial += 1)}`;
  const { status, body } = await server.admin<{ id: string }>('POST', '/admin/apis', {
    name: prefix,
    path_prefix: prefix,
    upstream: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`,
    ...limits,
  });
  expect([status, body]).toMatchObject([201, {}]);
  return { id: body.id, target: prefix };
}

function call(target: string, key: string | null, headers: Record<string, string> = {}) {
  const shown: Record<string, string> = key === null ? {} : { 'x-api-key': key };
  return server.call('GET', target, { headers: { ...shown, ...headers } });
}

describe('several limits at once', () => {
  it('N01: a key is refused when its own limit is used up, and told which and for how long', async () => {
    const key = await createKey({ rate_limit: { limit: 2, window_seconds: 600 } });
    for (const left of [1, 0]) {
      const { headers } = await call('/credential', key);
      expect(headers.get('ratelimit')).toMatch(new RegExp(`^"credential";r=${left};t=\\d+$`));
    }
    const { status, body, headers } = await call('/credential', key);
    expect([status, body['code']]).toEqual([429, 'rate_limited']);
    expect(headers.get('retry-after')).toBe(/t=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]);
  });

  it('an app has one count for all its credentials', async () => {
    const app = await createApp({ rate_limit: { limit: 3, window_seconds: 600 } });
    const [first, second] = [await createKey({}, app), await createKey({}, app)];
    for (const key of [first, second, first]) {
      expect((await call('/credential', key)).status).toBe(200);
    }
    const { status, headers } = await call('/credential', second);
    expect([status, headers.get('ratelimit-policy')]).toEqual([429, '"app";q=3;w=600']);
    await server.admin('PATCH', `/admin/apps/${app}`, { rate_limits: [] });
    expect((await call('/credential', second)).status).toBe(200);
  });

  it('an API has a default for each credential and a total for all callers', async () => {
    const { target } = await createApi({
      rate_limit: { limit: 2, window_seconds: 600 },
      total_rate_limits: [{ limit: 3, window_seconds: 600 }],
    });
    const [first, second] = [await createKey(), await createKey()];
    await call(target, first);
    await call(target, first);
    const spent = await call(target, first);
    expect(spent.headers.get('ratelimit')).toMatch(/^"default";r=0;t=\d+, "api";r=1;t=\d+$/);
    expect((await call(target, second)).status).toBe(200);
    const { status, body } = await call(target, second);
    expect([status, body['code']]).toEqual([429, 'rate_limited']);
  });

  it('a grant takes the place of the default, for its app as a whole', async () => {
    const { id, target } = await createApi({ rate_limit: { limit: 1, window_seconds: 600 } });
    const app = await createApp();
    const keys = [await createKey({}, app), await createKey({}, app)];
    const granted = await server.admin('PUT', `/admin/apis/${id}/grants/${app}`, {
      rate_limits: [{ limit: 3, window_seconds: 600 }],
    });
    expect(granted.body).toMatchObject({ rate_limit: { limit: 3, window_seconds: 600 } });
    const statuses = [];
    for (const key of [...keys, ...keys]) statuses.push((await call(target, key)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const { headers } = await call(target, keys[0] ?? '');
    expect(headers.get('ratelimit-policy')).toBe('"grant";q=3;w=600');
  });

  it('GET /credential shows the tightest as quota, and every one in limits', async () => {
    const key = await createKey({
      rate_limits: [
        { limit: 5, window_seconds: 60 },
        { limit: 100, window_seconds: 3600 },
      ],
      quota: { limit: 1000, period: 'day' },
    });
    const { body } = await call('/credential', key);
    expect(body).toMatchObject({
      quota: { limit: 5, remaining: 4, window_seconds: 60 },
      limits: [
        { name: 'credential', remaining: 4 },
        { name: 'credential-3600', remaining: 99 },
        { name: 'credential-quota', limit: 1000, remaining: 999, window_seconds: 86_400 },
      ],
    });
  });

  it.each<[string, object, string]>([
    [
      'both forms',
      { rate_limit: { limit: 1, window_seconds: 1 }, rate_limits: [] },
      '#/rate_limit',
    ],
    ['no calls', { rate_limit: { limit: 0, window_seconds: 1 } }, '#/rate_limit/limit'],
    [
      'two windows of one length',
      {
        rate_limits: [
          { limit: 1, window_seconds: 9 },
          { limit: 2, window_seconds: 9 },
        ],
      },
      '#/rate_limits',
    ],
    [
      'a window too long for a window',
      { rate_limits: [{ limit: 1, window_seconds: 2_592_000 }] },
      '#/rate_limits/0/window_seconds',
    ],
    ['an unknown period', { quota: { limit: 1, period: 'year' } }, '#/quota/period'],
    ['a fraction', { quota: { limit: 1.5, period: 'day' } }, '#/quota/limit'],
  ])('%s are refused with the member that is wrong', async (_row, limits, pointer) => {
    const paths = [`/admin/apps/${appId}/api-keys`, `/admin/apps/${appId}/access-keys`];
    for (const path of [...paths, '/admin/apps']) {
      const { status, body } = await server.admin('POST', path, { name: 'X', ...limits });
      expect([status, body['errors']]).toMatchObject([400, [{ pointer }]]);
    }
    const client = { client_name: 'X', grant_types: ['client_credentials'], ...limits };
    const made = await server.admin('POST', `/admin/apps/${appId}/oauth-clients`, client);
    expect([made.status, made.body['errors']]).toMatchObject([400, [{ pointer }]]);
  });
});

describe('a wrong credential', () => {
  const from = (address: string) => ({ 'x-forwarded-for': address });

  const createAccessKey = async (): Promise<{ ak: string; sk: string }> =>
    (
      await server.admin<{ ak: string; sk: string }>('POST', `/admin/apps/${appId}/access-keys`, {
        name: 'Victim',
      })
    ).body;
  const sign = (ak: string, sk: string, jti: number): string => {
    const now = Math.floor(Date.now() / 1000);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { iss: ak, sub: ak, typ: 'app_token', iat: now, exp: now + 600, jti: `${jti}` };
    const input = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
    return `${input}.${createHmac('sha256', sk).update(input).digest('base64url')}`;
  };
  const send = async (headers: Record<string, string>, address: string) => {
    const { status, body } = await server.call('GET', '/credential', {
      headers: { ...headers, ...from(address) },
    });
    return [status, body['code']];
  };
  const token = (text: string) => ({ authorization: `Bearer ${text}` });

  it('A22: 1,000 bad MACs that name an AK cost their sender, not its owner', async () => {
    const { ak, sk } = await createAccessKey();
    const warm = token(sign(ak, sk, 0));
    expect((await send(warm, '203.0.113.5'))[0]).toBe(200);
    for (let batch = 0; batch < 10; batch += 1) {
      const codes = await Promise.all(
        Array.from({ length: 100 }, (_, i) =>
          send(token(sign(ak, 'not the SK', batch * 100 + i)), '203.0.113.5'),
        ),
      );
      for (const code of codes) expect(code).toEqual([401, 'token_signature_invalid']);
    }
    const refused = [429, 'too_many_attempts'];
    expect(await send(token(sign(ak, 'not the SK', 2000)), '203.0.113.5')).toEqual(refused);
    expect(await send(token(sign(ak, sk, 2001)), '203.0.113.5')).toEqual(refused);
    expect(await send({ 'x-api-key': 'nonsense' }, '::FFFF:203.0.113.5')).toEqual(refused);
    // What was good a moment ago, and the owner anywhere else, go on.
    expect((await send(warm, '203.0.113.5'))[0]).toBe(200);
    expect((await send(token(sign(ak, sk, 2002)), '203.0.113.6'))[0]).toBe(200);
    // Nothing shown is no failure, and never too many.
    expect((await send({}, '203.0.113.5'))[0]).toBe(401);
  }, 60_000);

  it('says for how long, and is not charged for what is only forbidden', async () => {
    const answer = await server.call('GET', '/credential', {
      headers: { 'x-api-key': 'x', ...from('203.0.113.5') },
    });
    expect(answer.status).toBe(429);
    expect(answer.headers.get('ratelimit-policy')).toBe('"failed-calls";q=4000;w=60');
    expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    const key = await createKey();
    for (let i = 0; i < 5; i += 1) {
      const { status } = await call('/admin/apps', key, from('198.51.100.9'));
      expect(status).toBe(403);
    }
  });
});

describe('anonymous callers', () => {
  it('N05: have one quota, whatever address they come from', async () => {
    const { target } = await createApi({ anonymous: { limit: 3, window_seconds: 600 } });
    const statuses = [];
    for (const address of ['198.51.100.1', '198.51.100.2', '2001:db8::1', '2001:db8:9::1']) {
      statuses.push((await call(target, null, { 'x-forwarded-for': address })).status);
    }
    expect(statuses).toEqual([200, 200, 200, 429]);
  });
});
