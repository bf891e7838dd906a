import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../harness/server.js';

const BODY_BYTES = 4 * 1024 * 1024;

let server: TestServer;
let key: string;

beforeAll(async () => {
  server = await startServer();
  const app = await server.admin<{ id: string }>('POST', '/admin/apps', { name: 'gateway' });
  const created = await server.admin<{ key: string }>(
    'POST',
    `/admin/apps/${app.body.id}/api-keys`,
    { name: 'gateway', scopes: [] },
  );
  key = created.body.key;
});

afterAll(() => server.stop());

async function listen(upstream: Server): Promise<number> {
  upstream.listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  return (upstream.address() as AddressInfo).port;
}

async function close(upstream: Server): Promise<void> {
  upstream.closeAllConnections();
  await new Promise((resolve) => upstream.close(resolve));
}

async function protect(name: string, upstream: string): Promise<void> {
  const created = await server.admin('POST', '/admin/apis', {
    name,
    path_prefix: `/${name}`,
    upstream,
    accept: ['api_key'],
  });
  expect(created.status).toBe(201);
}

function call(method: string, path: string, headers: Record<string, string> = {}) {
  return request(server.url(path), { method, headers: { 'x-api-key': key, ...headers } });
}

async function answerTo(sent: ReturnType<typeof call>): Promise<IncomingMessage> {
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return response;
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += String(chunk);
  return text;
}

describe('the gateway', () => {
  it('gives up a request upstream when its client hangs up', async () => {
    const upstream = createServer();
    await protect('hanging', `http://127.0.0.1:${await listen(upstream)}`);
    const sent = call('GET', '/hanging/x');
    sent.on('error', () => undefined);
    sent.end();
    const [, response] = (await once(upstream, 'request')) as [IncomingMessage, ServerResponse];
    const closed = once(response, 'close');
    sent.destroy();
    await closed;
    expect(response.writableEnded).toBe(false);
    await close(upstream);
  });

  it('streams: the first bytes arrive before the last are sent, both ways', async () => {
    const upstream = createServer();
    await protect('streaming', `http://127.0.0.1:${await listen(upstream)}`);
    const sent = call('POST', '/streaming/x', { 'content-type': 'text/plain' });
    sent.write('first');
    const [incoming, outgoing] = (await once(upstream, 'request')) as [
      IncomingMessage,
      ServerResponse,
    ];
    expect(String(await once(incoming, 'data'))).toBe('first');
    outgoing.write('early');
    const response = await answerTo(sent);
    expect(String(await once(response, 'data'))).toBe('early');
    incoming.resume();
    sent.end('last');
    await once(incoming, 'end');
    outgoing.end('late');
    expect(await textOf(response)).toBe('late');
    await close(upstream);
  });

  it('passes a large body of any type on unchanged, beyond what our own routes read', async () => {
    let received = 0;
    const upstream = createServer((incoming, outgoing) => {
      incoming.on('data', (chunk: Buffer) => (received += chunk.length));
      incoming.on('end', () => outgoing.end(incoming.headers['content-type']));
    });
    await protect('large', `http://127.0.0.1:${await listen(upstream)}`);
    const sent = call('PUT', '/large/x', { 'content-type': 'application/x-anything' });
    sent.end(Buffer.alloc(BODY_BYTES, 'a'));
    const response = await answerTo(sent);
    expect([response.statusCode, await textOf(response), received]).toEqual([
      200,
      'application/x-anything',
      BODY_BYTES,
    ]);
    await close(upstream);
  });

  it('answers 502 for an upstream that is not there, and asks it once', async () => {
    const upstream = createServer((incoming) => incoming.socket.destroy());
    let connections = 0;
    upstream.on('connection', () => (connections += 1));
    await protect('broken', `http://127.0.0.1:${await listen(upstream)}`);
    const response = await answerTo(call('POST', '/broken/x').end('once'));
    expect(response.statusCode).toBe(502);
    expect(JSON.parse(await textOf(response))).toMatchObject({ code: 'upstream_unreachable' });
    expect(connections).toBe(1);
    await close(upstream);
  });

  it('does not retry an upstream that answers 503', async () => {
    let requests = 0;
    const upstream = createServer((_incoming, outgoing) => {
      requests += 1;
      outgoing.writeHead(503, { 'retry-after': '0' }).end('busy');
    });
    await protect('busy', `http://127.0.0.1:${await listen(upstream)}`);
    const response = await answerTo(call('GET', '/busy/x').end());
    expect([response.statusCode, await textOf(response), requests]).toEqual([503, 'busy', 1]);
    await close(upstream);
  });

  it('sends nothing to an upstream whose certificate nobody vouches for', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'ostiary-tls-'));
    const [certificate, privateKey] = ['cert.pem', 'key.pem'].map((file) => join(directory, file));
    const made = spawnSync('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
      ...['-days', '1', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
      ...['-out', String(certificate), '-keyout', String(privateKey)],
    ]);
    expect(made.status).toBe(0);
    let requests = 0;
    const upstream = createTlsServer(
      { cert: readFileSync(String(certificate)), key: readFileSync(String(privateKey)) },
      (_incoming, outgoing) => {
        requests += 1;
        outgoing.end('reached');
      },
    );
    await protect('selfsigned', `https://localhost:${await listen(upstream)}`);
    const response = await answerTo(call('GET', '/selfsigned/x').end());
    expect(response.statusCode).toBe(502);
    expect(await textOf(response)).toContain('upstream_unreachable');
    expect(requests).toBe(0);
    await close(upstream);
    rmSync(directory, { recursive: true });
  });

  it('points a refused caller at the metadata of the API that it called', async () => {
    await protect('described', 'http://127.0.0.1:9');
    const refused = await server.call('GET', '/described/x');
    const metadata = `${server.url('/.well-known/oauth-protected-resource/described').replace('127.0.0.1', 'localhost')}`;
    expect(refused.headers.get('www-authenticate')).toContain(`resource_metadata="${metadata}"`);
    const described = await server.call('GET', '/.well-known/oauth-protected-resource/described');
    expect(described.body).toMatchObject({ resource: expect.stringMatching(/\/described$/) });
    // The API of the longest prefix, and this server for a route of its own.
    await protect('described/deep', 'http://127.0.0.1:9');
    const deep = await server.call('GET', '/described/deep/x');
    expect(deep.headers.get('www-authenticate')).toContain(`resource_metadata="${metadata}/deep"`);
    const own = await server.call('GET', '/v1/user');
    expect(own.headers.get('www-authenticate')).toMatch(
      /resource_metadata="http:\/\/localhost:\d+\/\.well-known\/oauth-protected-resource"/,
    );
  });
});

describe('the sample weather API', () => {
  it('is nowhere once the samples are switched off', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'ostiary-samples-'));
    try {
      const withSamples = await startServer({ directory });
      expect((await withSamples.call('GET', '/api/weather-basic/now')).status).toBe(200);
      await withSamples.stop();
      const without = await startServer({
        directory,
        samples: false,
        env: { OSTIARY_ADMIN_PASSWORD: withSamples.adminPassword },
      });
      expect((await without.call('GET', '/api/weather-basic/now')).status).toBe(404);
      const apis = await without.admin<{ data: unknown[] }>('GET', '/admin/apis');
      expect(apis.body.data).toEqual([]);
      await without.stop();
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('keeps its prefix: no other API can take it', async () => {
    const taken = await server.admin('POST', '/admin/apis', {
      name: 'mine',
      path_prefix: '/api/weather_basic',
    });
    expect(taken).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });
});
