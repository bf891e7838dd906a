import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../harness/free-port.js';
import type { CreatedKey } from '../harness/world.js';
import { askThrough, ProxyWorld } from './proxy-world.js';
import type { RunningProxy } from './proxy-process.js';
import type { ProxyName } from './start-proxy.js';

interface Problem {
  readonly code: string;
  readonly status: number;
  readonly request_id: string;
}

/** What callers are told through a proxy: the same as at the gateway. */
export function describeDecisions(name: ProxyName): void {
  describe(`decisions through ${name}`, () => {
    let here: ProxyWorld;
    let proxy: RunningProxy;
    let key: CreatedKey;
    let apiId: string;

    beforeAll(async () => {
      here = await ProxyWorld.open(name);
      apiId = await here.world.createApi('/orders', {
        scopes: [{ name: 'orders:read', description: 'Read' }],
        routes: [{ methods: ['GET'], path: '/secret', scopes: ['orders:read'] }],
      });
      key = await here.world.createKey();
      proxy = await here.start(apiId);
    });
    afterAll(() => here.close());

    /** Asserts that nothing reached the upstream. */
    async function refused(headers: string[], target = '/orders/1', method = 'GET') {
      const seen = here.world.recorder.requests.length;
      const response = await askThrough(proxy, { method, target, headers });
      expect(here.world.recorder.requests.length).toBe(seen);
      return response;
    }

    it('lets a good key through', async () => {
      const headers = [`X-API-Key: ${key.key}`];
      const response = await askThrough(proxy, { target: '/orders/1', headers });
      expect([response.status, response.body]).toEqual([200, '{"from":"upstream"}']);
      expect(response.header('x-request-id')).toEqual([expect.stringMatching(/^req_/)]);
      expect([...response.header('ratelimit'), ...response.header('ratelimit-policy')]).toEqual([]);
    });

    it('answers a call without a credential with 401, one challenge and the problem', async () => {
      const response = await refused([]);
      const problem = JSON.parse(response.body) as Problem;
      expect(response.status).toBe(401);
      expect(problem).toMatchObject({ status: 401, code: 'credential_missing' });
      expect(response.header('www-authenticate')).toEqual([
        expect.stringMatching(/^Bearer realm="http:\/\/localhost:\d+", resource_metadata=/),
      ]);
      expect(response.header('content-type')).toEqual(['application/problem+json']);
      expect(response.header('x-request-id')).toEqual([problem.request_id]);
      expect(response.header('x-auth-decision')).toEqual([]);
    });

    it('answers a bad key with 401 and the challenge that says so', async () => {
      const response = await refused(['Authorization: Bearer ost_live_nonsense']);
      expect([response.status, (JSON.parse(response.body) as Problem).code]).toEqual([
        401,
        'credential_malformed',
      ]);
      expect(response.header('www-authenticate')).toEqual([
        expect.stringContaining('error="invalid_token"'),
      ]);
    });

    it('answers a missing scope with 403, and names it', async () => {
      const response = await refused([`X-API-Key: ${key.key}`], '/orders/secret');
      expect([response.status, (JSON.parse(response.body) as Problem).code]).toEqual([
        403,
        'insufficient_scope',
      ]);
      expect(response.header('www-authenticate')).toEqual([
        expect.stringContaining('scope="orders:read"'),
      ]);
    });

    it('answers two credentials with 400', async () => {
      const response = await refused([`X-API-Key: ${key.key}`, `Authorization: Bearer ${key.key}`]);
      expect([response.status, (JSON.parse(response.body) as Problem).code]).toEqual([
        400,
        'multiple_credentials',
      ]);
    });

    it('answers a call above the limit with 429, Retry-After and RateLimit', async () => {
      const limited = await here.world.createKey({ rate_limit: { limit: 1, window_seconds: 60 } });
      const headers = [`X-API-Key: ${limited.key}`];
      const first = await askThrough(proxy, { target: '/orders/1', headers });
      expect([first.status, first.header('ratelimit')]).toEqual([
        200,
        [expect.stringMatching(/;r=0;/)],
      ]);
      const second = await refused(headers);
      expect([second.status, (JSON.parse(second.body) as Problem).code]).toEqual([
        429,
        'rate_limited',
      ]);
      expect(second.header('retry-after')).toEqual([expect.stringMatching(/^[1-9]\d*$/)]);
      expect(second.header('ratelimit')).toEqual([expect.stringMatching(/;r=0;t=\d+/)]);
    });

    it('answers HEAD as GET, without a body', async () => {
      const target = '/orders/1';
      const headers = [`X-API-Key: ${key.key}`];
      const good = await askThrough(proxy, { method: 'HEAD', target, headers });
      expect([good.status, good.body]).toEqual([200, '']);
      expect(here.world.recorder.last().method).toBe('HEAD');
      const bad = await refused([], target, 'HEAD');
      expect([bad.status, bad.body]).toEqual([401, '']);
    });

    it('answers a refused POST with the refusal, and its body goes nowhere', async () => {
      const seen = here.world.recorder.requests.length;
      const body = JSON.stringify({ secret: 'x'.repeat(2_000) });
      const response = await askThrough(proxy, { method: 'POST', target: '/orders', body });
      expect(response.status).toBe(401);
      expect(here.world.recorder.requests.length).toBe(seen);
    });

    it('passes on what the upstream refuses, as it refuses it', async () => {
      here.world.recorder.answerWith({ status: 403, body: '{"from":"upstream 403"}' });
      const headers = [`X-API-Key: ${key.key}`];
      const response = await askThrough(proxy, { target: '/orders/1', headers });
      here.world.recorder.answerWith({});
      expect([response.status, response.body]).toEqual([403, '{"from":"upstream 403"}']);
    });

    it('answers 502, 503 or 504 when the upstream is down', async () => {
      const upstream = `http://127.0.0.1:${await freePort()}`;
      const gone = await here.start(await here.world.createApi('/gone', { upstream }));
      const headers = [`X-API-Key: ${key.key}`];
      const response = await askThrough(gone, { target: '/gone/1', headers });
      expect([502, 503, 504]).toContain(response.status);
      expect((await askThrough(gone, { target: '/gone/1' })).status).toBe(401);
    });

    it('F13: lets nobody through when Ostiary is down', async () => {
      const seen = here.world.recorder.requests.length;
      const alone = await here.startAlone(apiId);
      for (const headers of [[], [`X-API-Key: ${key.key}`]]) {
        const response = await askThrough(alone, { target: '/orders/1', headers });
        expect(response.status).toBe(name === 'caddy' ? 502 : 503);
      }
      expect(here.world.recorder.requests.length).toBe(seen);
    });

    it('judges no call by the rules of another API, whatever Host it names', async () => {
      await here.world.createApi('/', {
        name: 'open',
        host: 'open.example.test',
        path_prefix: '/',
        anonymous: { limit: 1_000, window_seconds: 60 },
      });
      const seen = here.world.recorder.requests.length;
      const bytes =
        'GET /orders/1 HTTP/1.1\r\nHost: open.example.test\r\nConnection: close\r\n\r\n';
      const { sendRaw } = await import('../harness/raw.js');
      const response = await sendRaw(proxy.port, bytes);
      expect(response.status).toBe(403);
      expect(here.world.recorder.requests.length).toBe(seen);
    });
  });
}
