import { createPublicKey, verify } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { epochSeconds, hmac, makeJws, type Members, readJws } from '../../harness/jws.js';
import { type RawResponse, sendRaw } from '../../harness/raw.js';
import type { CreatedAccessKey, CreatedKey } from '../../harness/world.js';
import { TRUSTED_PROXY, world } from './shared-world.js';
import { byEnvoy, byForwardedHeaders, byNginx } from './verify-asks.js';

const MISSING = { status: 401, code: 'credential_missing' };
const NAMES = ['kind', 'subject', 'app', 'credential', 'scopes', 'roles', 'groups', 'token'];

let key: CreatedKey;
let pair: CreatedAccessKey;
let apiId: string;

beforeAll(async () => {
  key = await world.createKey({ scopes: ['boats:read'] });
  pair = await world.createAccessKey();
  apiId = await world.createApi('/boats', {
    query_key: true,
    anonymous: null,
    scopes: [{ name: 'boats:read', description: 'Read' }],
    routes: [{ methods: ['*'], path: '/open/*', scopes: [], public: true }],
  });
});

const about = (headers: string[] = [], uri = '/boats/1', method = 'GET') =>
  byForwardedHeaders({ method, uri, headers });
const good = (): string => `X-API-Key: ${key.key}`;
const identityOf = (response: RawResponse) =>
  Object.fromEntries(NAMES.map((name) => [name, response.header(`x-auth-${name}`)]));

function personToken(claims: Members): string {
  const times = { iat: epochSeconds(), exp: epochSeconds(600) };
  const payload = { iss: pair.ak, typ: 'person_token', sub: 'u', ...times, ...claims };
  return `Apihub-Token: ${makeJws({ alg: 'HS256', typ: 'JWT' }, payload, hmac(pair.sk))}`;
}

describe('a call that is allowed', () => {
  it('is answered with who calls, in every header of the contract, and nothing else', async () => {
    const response = await world.allows(about([good()]));
    expect(response.status).toBe(200);
    expect(response.body).toBe('');
    expect(response.header('cache-control')).toEqual(['no-store']);
    expect(response.header('x-request-id')).toHaveLength(1);
    expect(identityOf(response)).toEqual({
      kind: ['api_key'],
      subject: [key.appId],
      app: [key.appId],
      credential: [key.id],
      scopes: ['boats:read'],
      roles: [''],
      groups: [''],
      token: [expect.stringMatching(/^eyJ/)],
    });
  });

  it('carries a token that anybody can check: ES256, for this API, for a minute', async () => {
    const [token = ''] = (await world.allows(about([good()]))).header('x-auth-token');
    const { header, claims } = readJws(token);
    expect(header).toMatchObject({ alg: 'ES256' });
    expect(claims).toMatchObject({
      iss: world.publicUrl,
      aud: `${world.publicUrl}/boats`,
      credential_id: key.id,
    });
    const { body } = await world.server.call<{ keys: Record<string, string>[] }>(
      'GET',
      '/oauth/jwks',
    );
    const jwk = body.keys.find(({ kid }) => kid === header['kid']) ?? {};
    const [head, payload, signature = ''] = token.split('.');
    const isGood = verify(
      'sha256',
      Buffer.from(`${head}.${payload}`),
      { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    );
    expect(isGood).toBe(true);
  });

  it('is answered ahead of the router and by its route in the same words', async () => {
    const limits = { rate_limit: { limit: 10, window_seconds: 60 } };
    const ask = about([
      `X-API-Key: ${(await world.createKey(limits)).key}`,
      'Origin: https://a.example',
    ]);
    await world.allows(ask);
    const early = await world.allows(ask);
    // A body that is announced is the route's to deal with.
    const routed = await world.allows({
      ...ask,
      headers: [...(ask.headers ?? []), 'Content-Length: 1'],
    });
    const told = ({ rawHeaders }: RawResponse) =>
      rawHeaders
        .flatMap((name, i) => (i % 2 === 0 ? [`${name.toLowerCase()}: ${rawHeaders[i + 1]}`] : []))
        .filter((line) => !/^(?:x-request-id|date|connection|keep-alive|ratelimit):/.test(line))
        .toSorted();
    expect(told(early)).toEqual(told(routed));
    const left = [early, routed].map(
      (response) => /;r=(\d+);/.exec(response.header('ratelimit')[0] ?? '')?.[1],
    );
    expect(left).toEqual(['8', '7']);
  });

  it('is counted, and says what is left', async () => {
    const limited = await world.createKey({ rate_limit: { limit: 2, window_seconds: 60 } });
    const ask = about([`X-API-Key: ${limited.key}`]);
    for (const left of [1, 0]) {
      const [state] = (await world.allows(ask)).header('ratelimit');
      expect(state).toMatch(new RegExp(`;r=${left};`));
    }
    const response = await world.ask(ask);
    expect(response.status).toBe(429);
    expect(response.header('retry-after')).toEqual([expect.stringMatching(/^[1-9]\d*$/)]);
    expect(response.header('ratelimit')).toEqual([expect.stringMatching(/;r=0;/)]);
  });

  it('is logged as what it is, under the credential, without the key of its query', async () => {
    const uri = `/boats/1?a=b&api_key=${key.key}`;
    const query = uri.slice(uri.indexOf('?'));
    const response = await world.allows(byForwardedHeaders({ uri }, `/verify${query}`));
    const [id = ''] = response.header('x-request-id');
    expect(await world.logLineOf(id)).toMatchObject({
      method: 'GET',
      path: '/verify',
      original_method: 'GET',
      original_path: '/boats/1?a=b&api_key=[redacted]',
      client: '203.0.113.7',
      decision: 'allowed',
      credential: key.id,
    });
    expect(world.server.output()).not.toContain(key.key);
  });

  it('F01: says nobody where nobody is established, rather than nothing', async () => {
    const forged = ['X-Auth-Kind: api_key', 'X-Auth-Subject: admin', 'X-Auth-Roles: admin'];
    const preflight = ['Origin: https://app.example', 'Access-Control-Request-Method: PUT'];
    const asked = await world.allows(about([...forged, ...preflight], '/boats/1', 'OPTIONS'));
    expect(identityOf(asked)).toEqual(Object.fromEntries(NAMES.map((name) => [name, ['']])));
    const anonymous = await world.allows(about(forged, '/boats/open/1'));
    expect(identityOf(anonymous)).toMatchObject({
      kind: ['anonymous'],
      subject: ['anonymous'],
      credential: [''],
      roles: [''],
    });
    const named = await world.allows(about([...forged, good()]));
    expect(identityOf(named)).toMatchObject({ subject: [key.appId], roles: [''] });
  });

  it.each(['X_Auth_Subject', 'x-Auth_User', 'X-AUTH_ROLES', 'Remote_User', 'X_Forwarded_User'])(
    'F02: brings no %s, which a server behind the proxy may read as ours',
    async (name) => {
      const refusal = { status: 400, code: 'invalid_request' };
      const problem = await world.refuses(about([good(), `${name}: admin`]), refusal);
      expect(problem.detail).toContain(name);
    },
  );

  it('F14: names its subject in visible ASCII, however it is written', async () => {
    for (const [sub, written] of [
      ['é', '%C3%A9'],
      ['\u{1f600} a%', '%F0%9F%98%80%20a%25'],
      ['\u{1f600}'.repeat(128), '%F0%9F%98%80'.repeat(128)],
    ]) {
      const response = await world.allows(about([personToken({ sub })]));
      expect(response.header('x-auth-subject')).toEqual([written]);
      expect(response.text.length).toBeLessThan(8_192);
    }
    for (const sub of ['a\r\nX-Auth-Roles: admin', 'x'.repeat(4_096), '']) {
      const response = await world.ask(about([personToken({ sub })]));
      expect(response.status).toBe(401);
      expect(response.header('x-auth-roles')).toEqual([]);
    }
  });

  it('F14: is refused where who calls would not fit, rather than told in part', async () => {
    const groups = Array.from({ length: 40 }, (_value, i) => `${i} \u6280\u672f`.repeat(6));
    await world.refuses(about([personToken({ groups })]), {
      status: 403,
      code: 'identity_too_long',
    });
  });
});

describe('a call that is not allowed', () => {
  it.each(['User-Agent: kube-probe/1', 'User-Agent: GoogleHC/1.0', 'X-Health: 1'])(
    'F10: is not let through with %s',
    async (line) => {
      await world.refuses(about([line]), MISSING);
      await world.refuses(byEnvoy({ uri: '/boats/1', headers: [line] }), MISSING);
    },
  );

  it.each([
    ['malformed', 'ostiary_session=%zz'],
    ['huge', `ostiary_session=${'a'.repeat(7_000)}`],
    ['expired', 'ostiary_session=gone; ostiary_session.sig=gone'],
    ['signed with another key', '__Host-ostiary_session=a; __Host-ostiary_session.sig=b'],
  ])('F12: is not let through with a session cookie that is %s', async (_name, cookie) => {
    await world.refuses(about([`Cookie: ${cookie}`]), MISSING);
  });

  it.each([
    ['a key', 'authorization: Bearer x'],
    ['an override of its method', 'x-http-method-override: DELETE'],
    ['a method override in another spelling', 'X_HTTP_Method_Override: DELETE'],
  ])('F10: is no preflight with %s', async (_name, line) => {
    const headers = ['Origin: https://a.example', 'Access-Control-Request-Method: PUT', line];
    expect((await world.ask(about(headers, '/boats/1', 'OPTIONS'))).status).toBe(401);
  });

  it('F10: is no preflight at a path that no API has, or that is ambiguous', async () => {
    const headers = ['Origin: https://a.example', 'Access-Control-Request-Method: PUT'];
    expect((await world.ask(about(headers, '/nowhere', 'OPTIONS'))).status).toBe(404);
    expect((await world.ask(about(headers, '/boats/../x', 'OPTIONS'))).status).toBe(400);
  });

  it('knows the caller by what the proxy says, and by nothing else', async () => {
    const { key: bound } = await world.createKey({
      ip_allowlist: ['203.0.113.0/24', '127.0.0.0/8'],
    });
    const ask = about([`X-API-Key: ${bound}`]);
    await world.allows(ask);
    // The proxy itself is on the list, and asks for whom it does not say.
    const untold = ask.headers?.filter((line) => !line.startsWith('X-Forwarded-For')) ?? [];
    await world.refuses({ ...ask, headers: untold }, { status: 403, code: 'ip_not_allowed' });
  });

  it('has the path of the call in its problem, and the query of the proxy’s URL counts for nothing', async () => {
    const ask = byForwardedHeaders({ uri: '/boats/1?x=y' }, `/verify?api_key=${key.key}`);
    const problem = await world.refuses(ask, MISSING);
    expect(problem['instance']).toBe('/boats/1');
  });
});

describe('every answer', () => {
  it('F15: to a request for an upgrade is the decision, never 101', async () => {
    const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
    const lines = (headers: readonly string[]) => [...headers, ...upgrade].join('\r\n');
    for (const [credential, status] of [
      [[good()], 200],
      [[], 401],
    ] as const) {
      for (const ask of [
        about([...credential]),
        byEnvoy({ uri: '/boats/1', headers: credential }),
      ]) {
        const bytes = `GET ${ask.target} HTTP/1.1\r\nHost: h\r\n${lines(ask.headers ?? [])}\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;
        const response = await sendRaw(world.server.port, bytes, { localAddress: TRUSTED_PROXY });
        expect(response.status).toBe(status);
      }
    }
  });

  it.each(['Content-Length: 10485760', 'Transfer-Encoding: chunked'])(
    'F16: does not wait for a body that is announced (%s) and not sent',
    async (line) => {
      for (const [method, ask] of [
        ['GET', about([good(), line])],
        ['POST', about([good(), line, 'Content-Type: garbage'])],
        ['PUT', about([line])],
        ['POST', byEnvoy({ uri: '/boats/1', headers: [good(), line] })],
      ] as const) {
        const head = [`${method} ${ask.target} HTTP/1.1`, 'Host: h', ...(ask.headers ?? [])];
        const bytes = `${head.join('\r\n')}\r\n\r\n`;
        const response = await sendRaw(world.server.port, bytes, { localAddress: TRUSTED_PROXY });
        expect([200, 401, 415]).toContain(response.status);
        expect(response.header('connection')).toEqual(['close']);
      }
    },
  );

  it('F17: is small, not to be kept, and leads nowhere else', async () => {
    const long = `/boats/${'a'.repeat(3_000)}`;
    const groups = Array.from({ length: 30 }, (_value, i) => `group ${i} `.repeat(5));
    const asks = [
      about([good()]),
      about(),
      about([good()], long),
      about([], long),
      about([`X-API-Key: ${'x'.repeat(3_000)}`]),
      about([personToken({ groups })]),
      byNginx({ uri: long }),
      byNginx({ uri: '/nowhere' }),
      byEnvoy({ uri: long }),
      { target: '/verify', from: TRUSTED_PROXY },
      { target: '/verify' },
      { target: '/verify/denied', from: TRUSTED_PROXY },
    ];
    for (const ask of asks) {
      const response = await world.ask(ask);
      expect(response.text.length).toBeLessThan(8_192);
      expect(response.status >= 300 && response.status < 400).toBe(false);
      expect(response.header('cache-control')).toEqual(['no-store']);
      expect(response.body).not.toContain('x'.repeat(100));
    }
  });

  it('F18: holds for this call only: what is taken away is refused at the next', async () => {
    const ask = about([good()], '/boats/2');
    expect((await world.allows(ask)).header('cache-control')).toEqual(['no-store']);
    const routes = [{ methods: ['*'], path: '/*', scopes: ['boats:write'] }];
    const scopes = [{ name: 'boats:write', description: 'Write' }];
    await world.change('PATCH', `/admin/apis/${apiId}`, { routes, scopes });
    await world.refuses(ask, { status: 403, code: 'insufficient_scope', scope: 'boats:write' });
  });
});
