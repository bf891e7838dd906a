import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { epochSeconds, hmac, makeJws } from '../harness/jws.js';
import { type PostgresServer, startPostgres } from '../harness/postgres.js';
import { rawRequest, type RawResponse, sendRaw } from '../harness/raw.js';
import { type Recorder, startRecorder } from '../harness/recorder.js';
import { startServer, type TestServer } from '../harness/server.js';
import type { RunningProxy } from './proxy-process.js';
import { type GeneratedBlock, type ProxyName, startProxy } from './start-proxy.js';

interface Made {
  readonly id: string;
  readonly key: string;
  readonly ak: string;
  readonly sk: string;
}

let postgres: PostgresServer;
let recorder: Recorder;
let server: TestServer;
const proxies = new Map<ProxyName, RunningProxy>();
const keys: string[] = [];
let pair: Made;

beforeAll(async () => {
  [postgres, recorder] = await Promise.all([startPostgres(), startRecorder()]);
  server = await startServer({
    samples: false,
    env: { DATABASE_URL: postgres.url, OSTIARY_TRUSTED_PROXIES: '127.0.0.1/32' },
  });
  const make = async (path: string, body: object): Promise<Made> => {
    const made = await server.admin<Made>('POST', path, body);
    expect(made.status).toBe(201);
    return made.body;
  };
  const app = await make('/admin/apps', { name: 'Harbour' });
  for (const name of ['warm', 'cold', 'colder']) {
    keys.push((await make(`/admin/apps/${app.id}/api-keys`, { name })).key);
  }
  pair = await make(`/admin/apps/${app.id}/access-keys`, { name: 'pair' });
  const upstream = recorder.origin;
  const api = await make('/admin/apis', { name: 'Piers', path_prefix: '/piers', upstream });
  for (const name of ['nginx', 'caddy'] as const) {
    const path = `/admin/apis/${api.id}/connect?proxy=${name}`;
    const block = await server.admin<GeneratedBlock>('GET', path);
    proxies.set(name, await startProxy(name, block.body));
  }
});
afterAll(async () => {
  await Promise.all([...proxies.values()].map((proxy) => proxy.stop()));
  await Promise.all([server.stop(), recorder.stop()]);
  await postgres.stop();
});

function ask(name: ProxyName, ...headers: string[]): Promise<RawResponse> {
  return sendRaw(proxies.get(name)?.port ?? 0, rawRequest('GET', '/piers/1', headers));
}

describe('behind a real nginx', () => {
  it.each(['Connection: X-Auth-Subject', 'Connection: close, x-auth-kind, x-auth-subject'])(
    'F03: who calls arrives although the client writes %s',
    async (line) => {
      const key = `X-API-Key: ${keys[0] ?? ''}`;
      expect((await ask('nginx', key, line, 'X-Auth-Subject: admin')).status).toBe(200);
      expect(recorder.last().header('x-auth-kind')).toEqual(['api_key']);
      expect(recorder.last().header('x-auth-subject')).toEqual([expect.stringMatching(/^app_/)]);
    },
  );
});

/** What clients get and upstreams learn, and what happens when nothing can be decided. */
describe.each<ProxyName>(['nginx', 'caddy'])('behind a real %s', (name) => {
  it('F19: the credential ends at the proxy, wherever it was shown', async () => {
    const [key = ''] = keys;
    for (const line of [`X-API-Key: ${key}`, `Authorization: Bearer ${key}`]) {
      expect((await ask(name, line)).status).toBe(200);
      expect(recorder.last().rawHeaders.join()).not.toContain(key);
    }
  });

  it('a browser’s preflight is answered by the upstream, and says who calls to nobody', async () => {
    const headers = ['Origin: https://app.example', 'Access-Control-Request-Method: PUT'];
    const bytes = rawRequest('OPTIONS', '/piers/1', [...headers, 'X-Auth-Kind: api_key']);
    const response = await sendRaw(proxies.get(name)?.port ?? 0, bytes);
    expect(response.status).toBe(200);
    const { method, header } = recorder.last();
    expect([method, header('origin'), header('x-auth-kind').join()]).toEqual([
      'OPTIONS',
      ['https://app.example'],
      '',
    ]);
    const refused = await sendRaw(proxies.get(name)?.port ?? 0, rawRequest('OPTIONS', '/piers/1'));
    expect(refused.status).toBe(401);
  });

  it('F14: the longest subject arrives whole, in visible ASCII', async () => {
    const claims = { iss: pair.ak, sub: '\u6280'.repeat(256), typ: 'person_token', groups: ['é'] };
    const times = { iat: epochSeconds(), exp: epochSeconds(600) };
    const token = makeJws({ alg: 'HS256' }, { ...claims, ...times }, hmac(pair.sk));
    const response = await ask(name, `Apihub-Token: ${token}`);
    expect([response.status, response.status === 200 ? '' : response.text]).toEqual([200, '']);
    expect(recorder.last().header('x-auth-subject')).toEqual(['%E6%8A%80'.repeat(256)]);
    expect(recorder.last().header('x-auth-groups')).toEqual(['%C3%A9']);
  });

  it('F13: a database that is down is 503 with Retry-After, and nothing passes that it has to say', async () => {
    const [warm = '', cold = ''] = keys;
    expect((await ask(name, `X-API-Key: ${warm}`)).status).toBe(200);
    const seen = recorder.requests.length;
    await postgres.pause();
    const response = await ask(name, `X-API-Key: ${cold}`);
    await postgres.start();
    expect([response.status, response.header('content-type')]).toEqual([
      503,
      ['application/problem+json'],
    ]);
    expect(response.text).toContain('"code":"unavailable"');
    expect(response.header('retry-after')).toEqual([expect.stringMatching(/^[1-9]\d*$/)]);
    expect(response.header('www-authenticate')).toEqual([]);
    expect(recorder.requests.length).toBe(seen);
  });

  it('F13: what is too much, and what is wrong with the request, is told as at the gateway', async () => {
    for (const [header, status, code] of [
      [`X-API-Key: ${keys[0] ?? ''}\r\nX-API-Key: ${keys[0] ?? ''}`, 400, 'multiple_credentials'],
      ['X-API-Key: nonsense', 401, 'credential_malformed'],
    ] as const) {
      const response = await ask(name, header);
      expect([response.status, response.text.includes(`"code":"${code}"`)]).toEqual([status, true]);
    }
  });
});
