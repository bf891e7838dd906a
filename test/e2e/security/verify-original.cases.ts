import { beforeAll, describe, expect, it } from 'vitest';
import type { Ask } from '../../harness/world.js';
import { TRUSTED_PROXY, world } from './shared-world.js';
import { byEnvoy, byForwardedHeaders, byNginx, type Original } from './verify-asks.js';

const MISSING = { status: 401, code: 'credential_missing' };
const UNCLEAR = { status: 403, code: 'proxy_request_invalid' };
const FORMS: readonly [string, (original: Original) => Ask][] = [
  ['X-Forwarded-*', (original) => byForwardedHeaders(original)],
  ['X-Original-*', (original) => byNginx(original, '/verify')],
  ['the path', byEnvoy],
];

let key: string;

beforeAll(async () => {
  key = (await world.createKey({ scopes: ['shop:read'] })).key;
  await world.createApi('/shop', {
    query_key: true,
    scopes: ['shop:read', 'shop:admin', 'shop:delete'].map((name) => ({ name, description: name })),
    routes: [
      { methods: ['*'], path: '/public/*', scopes: [], public: true },
      { methods: ['*'], path: '/admin', scopes: ['shop:admin'] },
      { methods: ['*'], path: '/admin/*', scopes: ['shop:admin'] },
      { methods: ['DELETE'], path: '/items/*', scopes: ['shop:delete'] },
      { methods: ['GET'], path: '/items/*', scopes: ['shop:read'] },
    ],
  });
});

const withKey = (uri: string, method = 'GET'): Original => ({
  method,
  uri,
  headers: [`X-API-Key: ${key}`],
});

describe.each(FORMS)('a request that is told by %s', (_name, by) => {
  it('is decided on as at the gateway', async () => {
    await world.allows(by(withKey('/shop/items/1')));
    await world.allows(by({ uri: '/shop/public/a' }));
    await world.refuses(by({ uri: '/shop/items/1' }), MISSING);
    await world.refuses(by(withKey('/shop/items/1', 'DELETE')), {
      status: 403,
      code: 'insufficient_scope',
      scope: 'shop:delete',
    });
    await world.refuses(by(withKey('/nothing/here')), { status: 404, code: 'not_found' });
  });

  it.each([
    '/shop/public/../admin',
    '/shop/public/%2e%2e/admin',
    '/shop/public/.%2e/admin',
    '/shop/public/..%2fadmin',
    '/shop/public%2f..%2fadmin',
    '/shop/public/%252e%252e/admin',
    '/shop//admin',
    '/shop/ADMIN',
    '/shop/admin;x',
    '/shop/public;/../admin',
    '/shop/admin%00',
    '/shop/public/..\\admin',
    '/shop/public%5c..%5cadmin',
    '/shop/public/#/../admin',
    '/shop/public#/../admin',
    '/shop/public%23/../admin',
    '/shop/public/%23/../admin',
  ])('F06: gets no further by the public rule as %s', async (uri) => {
    const response = await world.ask(by({ uri }));
    expect([400, 401, 403]).toContain(response.status);
  });

  it.each(['/shop/admin?x=/public/', '/shop/admin?/public/a', '/shop/admin/x?/shop/public/a'])(
    'F11: is judged by the path of %s, not by its query',
    async (uri) => {
      await world.refuses(by(withKey(uri)), {
        status: 403,
        code: 'insufficient_scope',
        scope: 'shop:admin',
      });
    },
  );

  it('F20: is split into path and query once', async () => {
    for (const uri of ['/shop/public/a%3fb', '/shop/public/a?b?c', '/shop/public/a?/../admin']) {
      await world.allows(by({ uri }));
    }
    for (const uri of ['/shop/admin%3f/public/x', '/shop%3f/public/a', '/shop?/public/a']) {
      expect((await world.ask(by({ uri }))).status).toBeGreaterThanOrEqual(400);
    }
  });

  it('F07: is judged by its own method, HEAD as GET, whatever an override says', async () => {
    const scope = 'shop:delete';
    const forbidden = { status: 403, code: 'insufficient_scope', scope };
    const override = ['X-HTTP-Method-Override: GET', 'X-Method-Override: GET'];
    const deleting = withKey('/shop/items/1', 'DELETE');
    await world.refuses(
      by({ ...deleting, headers: [...(deleting.headers ?? []), ...override] }),
      forbidden,
    );
    expect((await world.ask(by(withKey('/shop/items/1', 'HEAD')))).status).toBe(200);
    expect((await world.ask(by({ uri: '/shop/items/1', method: 'HEAD' }))).status).toBe(401);
  });

  it('shows a key in its query where the API takes one there', async () => {
    await world.allows(by({ uri: `/shop/items/1?a=b&api_key=${key}` }));
    await world.refuses(by({ uri: `/shop/items/1?api_key=${key}&api_key=${key}` }), {
      status: 400,
      code: 'multiple_credentials',
    });
  });
});

describe('the method of a request that is told', () => {
  it.each(['FOO', 'TRACE', 'CONNECT', 'get'])('F07: is not %s', async (method) => {
    const response = await world.ask(byForwardedHeaders(withKey('/shop/items/1', method)));
    expect([400, 405]).toContain(response.status);
  });
});

describe('forwarding headers', () => {
  it.each([
    'X-Forwarded-Uri: /shop/public/a',
    'X-Forwarded-Method: GET',
    'X-Forwarded-Host: api.example.test',
    'X-Forwarded-For: 127.0.0.9',
    'X-Original-URI: /shop/public/a',
    'X-Original-Method: GET',
    'X-Envoy-Internal: true',
  ])('F04: are not believed from a stranger (%s)', async (line) => {
    const refusal = { status: 403, code: 'untrusted_proxy' };
    for (const target of ['/verify', '/verify?mode=nginx', '/verify/shop/public/a']) {
      const problem = await world.refuses(
        { target, headers: [line, `X-API-Key: ${key}`] },
        refusal,
      );
      expect(problem.hint).toContain('OSTIARY_TRUSTED_PROXIES');
      expect(problem.detail).toContain('127.0.0.1');
      const log = await world.logLineOf(problem.request_id);
      expect(log).toMatchObject({ client: '127.0.0.1', decision: 'untrusted_proxy' });
      expect(log).not.toHaveProperty('original_path');
      expect(log).not.toHaveProperty('credential');
    }
  });

  it('F04: are not believed from a stranger who asks about all of them', async () => {
    const { headers = [] } = byForwardedHeaders(withKey('/shop/public/a'));
    await world.refuses({ target: '/verify', headers }, { status: 403, code: 'untrusted_proxy' });
  });

  it.each(['X-Forwarded-Uri', 'X-Forwarded-Method', 'X-Forwarded-Host', 'X-Forwarded-Proto'])(
    'F05: are all needed, once: %s',
    async (name) => {
      const { headers = [], ...rest } = byForwardedHeaders(withKey('/shop/public/a'));
      const isIt = (line: string): boolean => line.startsWith(`${name}:`);
      const missing = headers.filter((line) => !isIt(line));
      const doubled = [...headers, ...headers.filter(isIt)];
      for (const lines of [missing, doubled]) {
        const problem = await world.refuses({ ...rest, headers: lines }, UNCLEAR);
        expect(problem.detail.toLowerCase()).toContain(name.toLowerCase().replace('uri', ''));
      }
    },
  );

  it('F05: are needed at all', async () => {
    await world.refuses({ target: '/verify', from: TRUSTED_PROXY }, UNCLEAR);
    await world.refuses({ target: '/verify?/shop/public/a', from: TRUSTED_PROXY }, UNCLEAR);
  });

  it('F04: of the client beside those of the proxy settle nothing', async () => {
    for (const by of [byForwardedHeaders, byEnvoy]) {
      const headers = ['X-Original-URI: /shop/public/a'];
      await world.refuses(by({ uri: '/shop/admin', headers }), UNCLEAR);
    }
    const headers = ['X-Forwarded-Uri: /shop/public/a'];
    await world.refuses(byNginx({ uri: '/shop/admin', headers }, '/verify'), UNCLEAR);
  });

  it.each(['https,http', 'HTTPS', 'ws'])('F09: name one scheme, not %s', async (scheme) => {
    const { headers = [], ...rest } = byForwardedHeaders(withKey('/shop/public/a'));
    const lines = headers.map((line) => line.replace(/(X-Forwarded-Proto:).*/, `$1 ${scheme}`));
    await world.refuses({ ...rest, headers: lines }, UNCLEAR);
  });

  it.each(['a.example, b.example', 'user@a.example', 'a..example'])(
    'F08: name one host, not %s',
    async (host) => {
      await world.refuses(byForwardedHeaders({ uri: '/shop/public/a', host }), UNCLEAR);
    },
  );
});
