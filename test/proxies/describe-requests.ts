import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CreatedKey } from '../harness/world.js';
import type { RunningProxy } from './proxy-process.js';
import { askThrough, ProxyWorld } from './proxy-world.js';
import type { ProxyName } from './start-proxy.js';

const IDENTITY = [
  'x-auth-kind',
  'x-auth-subject',
  'x-auth-app',
  'x-auth-credential',
  'x-auth-scopes',
  'x-auth-roles',
  'x-auth-groups',
  'x-auth-token',
];

/** Proxies that pass on names which they were not told of; the block drops those that upstreams know. */
const BY_NAME_ONLY: readonly ProxyName[] = ['nginx'];

/** What reaches the upstream through a proxy: as at the gateway, down to the bytes. */
export function describeRequests(name: ProxyName): void {
  describe(`requests through ${name}`, () => {
    let here: ProxyWorld;
    let proxy: RunningProxy;
    let key: CreatedKey;

    beforeAll(async () => {
      here = await ProxyWorld.open(name);
      proxy = await here.start(await here.world.createApi('/orders'));
      key = await here.world.createKey({ scopes: [] });
    });
    afterAll(() => here.close());

    /** The request that the upstream got for a call that is let through. */
    async function forwarded(target: string, headers: string[] = [], more = {}) {
      const seen = here.world.recorder.requests.length;
      const all = [`X-API-Key: ${key.key}`, ...headers];
      const response = await askThrough(proxy, { target, headers: all, ...more });
      expect([response.status, response.body]).toEqual([200, '{"from":"upstream"}']);
      expect(here.world.recorder.requests.length).toBe(seen + 1);
      return here.world.recorder.last();
    }

    /** Names of all headers that could tell who calls, in any spelling, which are not empty. */
    function identityOf(rawHeaders: readonly string[]): string[] {
      const said: string[] = [];
      for (let i = 0; i < rawHeaders.length; i += 2) {
        const header = (rawHeaders[i] ?? '').toLowerCase();
        const isIdentity = /^x[-_]auth[-_]|user|^x[-_]forwarded[-_](?:email|groups)/.test(header);
        if (isIdentity && header !== 'user-agent' && rawHeaders[i + 1] !== '') said.push(header);
      }
      return said.sort();
    }

    it('tells the upstream who calls, once, and by which call', async () => {
      const request = await forwarded('/orders/1');
      expect(request.header('x-auth-kind')).toEqual(['api_key']);
      expect(request.header('x-auth-subject')).toHaveLength(1);
      expect(request.header('x-auth-app')).toEqual([key.appId]);
      expect(request.header('x-auth-credential')).toEqual([key.id]);
      expect(request.header('x-auth-token')).toEqual([expect.stringMatching(/^eyJ/)]);
      expect(request.header('x-request-id')).toEqual([expect.stringMatching(/^req_/)]);
      const others = identityOf(request.rawHeaders).filter((each) => !IDENTITY.includes(each));
      expect(others).toEqual([]);
    });

    it('F19: keeps the credential from the upstream', async () => {
      const request = await forwarded('/orders/1');
      expect(JSON.stringify(request.rawHeaders)).not.toContain(key.key);
      const headers = [`Authorization: Bearer ${key.key}`];
      await askThrough(proxy, { target: '/orders/1', headers });
      expect(here.world.recorder.last().header('authorization')).toEqual([]);
    });

    it('F01: lets no identity of the client pass', async () => {
      const names = [
        ...IDENTITY,
        'X-Auth-User',
        'X-User',
        'Remote-User',
        'X-Remote-User',
        'X-WebAuth-User',
        'X-Forwarded-User',
        'X-Forwarded-Groups',
      ];
      const request = await forwarded(
        '/orders/1',
        names.map((each) => `${each}: evil`),
      );
      expect(JSON.stringify(request.rawHeaders)).not.toContain('evil');
      expect(request.header('x-auth-app')).toEqual([key.appId]);
      if (BY_NAME_ONLY.includes(name)) return;
      const unknown = await forwarded('/orders/1', ['X-Auth-Whatever: evil']);
      expect(JSON.stringify(unknown.rawHeaders)).not.toContain('evil');
    });

    it.each([
      'X_Auth_Subject',
      'x-auth_subject',
      'X_AUTH-ROLES',
      'X_Forwarded_User',
      'X.Auth.Subject',
      'X-Auth~Subject',
    ])('F02: lets %s of the client pass neither as it is nor folded', async (spelling) => {
      const seen = here.world.recorder.requests.length;
      const headers = [`X-API-Key: ${key.key}`, `${spelling}: evil`];
      const response = await askThrough(proxy, { target: '/orders/1', headers });
      if (response.status === 400) {
        expect(here.world.recorder.requests.length).toBe(seen);
      } else {
        expect(response.status).toBe(200);
        expect(JSON.stringify(here.world.recorder.last().rawHeaders)).not.toContain('evil');
      }
    });

    it.each([
      'Connection: X-Auth-Subject',
      'Connection: close, x-auth-subject, x-auth-app, x-auth-kind',
      'connection: x-forwarded-for, x-forwarded-uri, x-forwarded-host, x-forwarded-method',
    ])('F03: is not talked into dropping its own headers by %s', async (line) => {
      const request = await forwarded('/orders/1', [line]);
      expect(request.header('x-auth-kind')).toEqual(['api_key']);
      expect(request.header('x-auth-app')).toEqual([key.appId]);
    });

    it('tells where the call came from itself, whatever the client says', async () => {
      const lies = [
        'X-Forwarded-For: 203.0.113.9',
        'X-Forwarded-Host: evil.example',
        'X-Forwarded-Proto: https',
        'X-Forwarded-Method: OPTIONS',
        'X-Forwarded-Uri: /public',
        'X-Original-URI: /public',
        'X-Original-Method: OPTIONS',
        'X-Original-URL: /public',
        'X-Rewrite-URL: /public',
        'X-HTTP-Method-Override: DELETE',
        'Forwarded: for=203.0.113.9',
        'X-Real-IP: 203.0.113.9',
        'X-Auth-Api: api_other',
        'X-Request-Id: req_forged',
      ];
      const request = await forwarded('/orders/1', lies, { from: '127.0.0.9' });
      const text = JSON.stringify(request.rawHeaders);
      for (const lie of ['203.0.113.9', 'evil.example', '/public', 'OPTIONS', 'DELETE', 'forged']) {
        expect(text).not.toContain(lie);
      }
      expect(request.header('x-forwarded-for')).toEqual(['127.0.0.9']);
      expect(request.header('x-forwarded-proto')).toEqual(['http']);
    });

    it('I03: holds an address allowlist against the true address of the caller', async () => {
      const limited = await here.world.createKey({ ip_allowlist: ['127.0.0.9/32'] });
      const headers = [`X-API-Key: ${limited.key}`, 'X-Forwarded-For: 127.0.0.9'];
      const from = (address: string) =>
        askThrough(proxy, { target: '/orders/1', headers, from: address });
      expect((await from('127.0.0.9')).status).toBe(200);
      expect((await from('127.0.0.8')).status).toBe(403);
    });

    it.each([
      '/orders',
      '/orders/',
      '/orders/1?b=2&a=1',
      '/orders/a%20b/c+d?x=%2F&y=a+b&z',
      "/orders/1;v=2/x,y=(z)!$&'*@:~",
      '/orders/%E6%8A%80?%E6%8A%80=%2525',
      '/orders/1?redirect=https://x.example/%3Fa=b',
      '/orders/q?a=1?b=2',
    ])('passes on %s byte for byte', async (target) => {
      expect((await forwarded(target)).target).toBe(target);
    });

    it.each(['/orders/a%2Fb', '/orders//a', '/orders/a%2fb%3Fc'])(
      'passes on %s as it was decided on, or not at all',
      async (target) => {
        const seen = here.world.recorder.requests.length;
        const headers = [`X-API-Key: ${key.key}`];
        const response = await askThrough(proxy, { target, headers });
        if (response.status === 200) expect(here.world.recorder.last().target).toBe(target);
        else expect(here.world.recorder.requests.length).toBe(seen);
      },
    );

    it.each([
      '/orders/../orders/1',
      '/orders/%2e%2e/orders/1',
      '/x/../orders/1',
      '/x/..%2forders/1',
      '//orders/1',
      '/%6frders/1',
      '/ORDERS/1',
      '/orders;x/1',
      '/orders/..;/1',
      '/orders/1%00',
      '/orders\\..\\1',
      '/orders%2f1',
      '/./orders/1',
      'http://127.0.0.1/orders/1',
    ])('F06: never forwards %s without a credential', async (target) => {
      const seen = here.world.recorder.requests.length;
      const response = await askThrough(proxy, { target });
      // Caddy answers 200 and nothing where no block of its own says anything.
      if (name !== 'caddy') expect([response.status < 200, response.status >= 400]).toContain(true);
      expect(response.body).not.toContain('upstream');
      expect(here.world.recorder.requests.length).toBe(seen);
    });

    it('F07: decides on the method that the upstream gets', async () => {
      const request = await forwarded('/orders/1', ['X-HTTP-Method-Override: GET'], {
        method: 'DELETE',
      });
      expect(request.method).toBe('DELETE');
      expect(request.header('x-http-method-override')).toEqual([]);
    });

    it.each(['h2c', 'H2C', 'SPDY/3.1', 'websocket, h2c', 'h2c, websocket'])(
      'F06: offers the upstream no other protocol than WebSocket, whatever the client says (%s)',
      async (protocol) => {
        const seen = here.world.recorder.requests.length;
        const response = await askThrough(proxy, {
          target: '/orders/1',
          headers: [
            `X-API-Key: ${key.key}`,
            `Upgrade: ${protocol}`,
            'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA',
            'Connection: Upgrade, HTTP2-Settings',
          ],
        });
        // HAProxy takes no handshake for WebSocket that is none.
        expect(response.status).toBe(
          name === 'haproxy' && protocol.includes('websocket') ? 400 : 200,
        );
        for (const request of here.world.recorder.requests.slice(seen)) {
          expect(request.header('upgrade')).toEqual([]);
          expect(request.header('http2-settings')).toEqual([]);
        }
      },
    );

    it('passes a body on whole', async () => {
      const body = JSON.stringify({ text: 'é'.repeat(150_000) });
      const request = await forwarded('/orders', ['Content-Type: application/json'], {
        method: 'POST',
        body,
      });
      expect([request.method, request.body === body]).toEqual(['POST', true]);
    });
  });
}
