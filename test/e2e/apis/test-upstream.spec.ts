import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../harness/free-port.js';
import { selfSigned, startHttpsSite } from '../../harness/https-site.js';
import { startRawUpstream } from '../../harness/raw-upstream.js';
import { type Administration, createKey, startAdministration, withKey } from '../admin/fixture.js';

const PATH = '/admin/apis/test-upstream';

interface UpstreamTest {
  reachable: boolean;
  status: number | null;
  duration_ms: number;
  reason: string | null;
  failure_code: string | null;
  code?: string;
  errors?: { pointer: string }[];
}

let here: Administration;
let upstream: Server;
let origin: string;
const seen: { line: string; headers: string[] }[] = [];

beforeAll(async () => {
  here = await startAdministration();
  upstream = createServer((request, response) => {
    seen.push({ line: `${request.method} ${request.url}`, headers: Object.keys(request.headers) });
    if (request.url === '/silent') return;
    const isMoved = request.url === '/moved';
    response.writeHead(isMoved ? 302 : request.url === '/missing' ? 404 : 200, {
      ...(isMoved ? { location: '/elsewhere' } : {}),
    });
    response.write('an answer that nobody reads');
    if (request.url !== '/endless') response.end();
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
});

afterAll(async () => {
  upstream.closeAllConnections();
  await new Promise((resolve) => upstream.close(resolve));
  await here.server.stop();
});

/** As an administrator of APIs of whom there is none else: each has an allowance of its own. */
async function test(upstreamUrl: unknown): Promise<{ status: number; body: UpstreamTest }> {
  const { status: made, body: app } = await here.server.admin('POST', '/admin/apps', {
    name: 'Tester',
  });
  expect(made).toBe(201);
  const { key } = await createKey({ ...here, appId: String(app['id']) }, ['admin:apis']);
  return withKey<UpstreamTest>(here.server, key, 'POST', PATH, { upstream_url: upstreamUrl });
}

describe('an upstream that answers', () => {
  it.each([
    ['', 'GET /', 200],
    ['/health?', null, 400],
    ['/missing', 'GET /missing', 404],
    ['/moved', 'GET /moved', 302],
    ['/endless', 'GET /endless', 200],
  ])('is reachable with the status that it has: %j', async (path, line, expected) => {
    seen.length = 0;
    const { status, body } = await test(`${origin}${path}`);
    if (line === null) {
      expect([status, seen.length]).toEqual([expected, 0]);
      return;
    }
    expect([status, body]).toEqual([
      200,
      {
        ...{ reachable: true, status: expected, reason: null, failure_code: null },
        duration_ms: expect.any(Number) as number,
      },
    ]);
    expect(seen.map((request) => request.line)).toEqual([line]);
    expect(seen[0]?.headers.sort()).toEqual(['accept', 'connection', 'host']);
  });
});

describe('an upstream that does not', () => {
  it('is named by what is wrong with it', async () => {
    expect((await test(`http://127.0.0.1:${await freePort()}`)).body).toMatchObject({
      ...{ reachable: false, status: null, reason: 'connection_refused' },
      failure_code: 'ECONNREFUSED',
    });
    expect((await test('http://orders.invalid')).body.reason).toBe('dns_failed');
    expect((await test(origin.replace('http:', 'https:'))).body.reason).toBe('tls_failed');
  });

  it('has to prove its name, as for the gateway', async () => {
    const certificate = selfSigned();
    const site = await startHttpsSite(certificate, (_request, response) => response.end());
    try {
      const { body } = await test(`https://localhost:${site.port}`);
      expect([body.reason, body.failure_code]).toEqual([
        'tls_failed',
        'DEPTH_ZERO_SELF_SIGNED_CERT',
      ]);
    } finally {
      await site.stop();
      certificate.remove();
    }
  });

  it('may be something else than a web server', async () => {
    const raw = await startRawUpstream();
    try {
      raw.answerWith('220 mail.example ESMTP\r\n');
      expect((await test(raw.origin)).body.reason).toBe('not_http');
      raw.answerWith((socket) => socket.destroy());
      expect((await test(raw.origin)).body.reason).toBe('connection_closed');
      raw.answerWith(`HTTP/1.1 200 OK\r\nX-Long: ${'x'.repeat(40_000)}\r\n\r\n`);
      expect((await test(raw.origin)).body.reason).toBe('not_http');
    } finally {
      await raw.stop();
    }
  });

  it('is waited for five seconds, and no longer', async () => {
    const { body } = await test(`${origin}/silent`);
    expect([body.reachable, body.reason]).toEqual([false, 'timed_out']);
    expect(body.duration_ms).toBeGreaterThanOrEqual(4_900);
    expect(body.duration_ms).toBeLessThan(8_000);
  });
});

describe('what is not asked', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://[fe80::1]/',
    'http://0.0.0.0:80',
    'http://2130706433/',
    'ftp://files.example',
    'http://user:pass@127.0.0.1/',
    'orders',
    '',
    'x'.repeat(501),
    7,
  ])('is what could be no upstream: %s', async (url) => {
    seen.length = 0;
    const { status, body } = await test(url);
    expect([status, body.code]).toEqual([400, 'invalid_request']);
    expect(body.errors?.map(({ pointer }) => pointer)).toEqual(['#/upstream_url']);
    expect(seen).toEqual([]);
  });

  it('is anything for those who do not administer APIs', async () => {
    const body = { upstream_url: origin };
    seen.length = 0;
    expect((await here.server.call('POST', PATH, { body })).status).toBe(401);
    const { key } = await createKey(here, ['admin:users']);
    expect((await withKey(here.server, key, 'POST', PATH, body)).status).toBe(403);
    expect(seen).toEqual([]);
  });

  it('is the 21st within a minute, of the same caller', async () => {
    const { key } = await createKey(here, ['admin:apis']);
    const ask = () => withKey(here.server, key, 'POST', PATH, { upstream_url: `${origin}/x` });
    for (let i = 0; i < 20; i += 1) expect((await ask()).status).toBe(200);
    seen.length = 0;
    const { status, headers, body } = await ask();
    expect([status, body['code']]).toEqual([429, 'too_many_attempts']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(seen).toEqual([]);
  });
});

describe('the audit log', () => {
  it('has who asked for which server, but not the path, which may hold a secret', async () => {
    await test(`${origin}/hooks/s3cr3t`);
    const { body } = await here.server.admin<{ data: Record<string, unknown>[] }>(
      'GET',
      '/admin/audit-events?action=upstream.test&limit=1',
    );
    expect(body.data[0]).toMatchObject({
      ...{ actor_kind: 'api_key', target_type: 'upstream', target_id: null },
      detail: { origin, reachable: true, status: 200 },
    });
    expect(JSON.stringify(body)).not.toContain('s3cr3t');
    expect(here.server.output()).not.toContain('s3cr3t');
  });
});
