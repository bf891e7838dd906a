import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { residentMegabytes } from '../../harness/memory.js';
import { expectRefusal } from '../../harness/refusal.js';
import { sendRaw } from '../../harness/raw.js';
import { World } from '../../harness/world.js';
import { openPost, post } from './raw-gateway.js';

const MEGABYTE = 1024 * 1024;
const LIMIT_MEGABYTES = 201;

let world: World;
let upstream: Server;
let line: string;
let key: string;

beforeAll(async () => {
  world = await World.open({ env: { OSTIARY_UPLOAD_LIMIT_MB: String(LIMIT_MEGABYTES) } });
  upstream = createServer();
  upstream.listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  const origin = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  await world.createApi('/up', { upstream: origin });
  await world.createApi('/impatient', {
    upstream: origin,
    upstream_options: { idle_timeout_seconds: 1 },
  });
  key = (await world.createKey()).key;
  line = `X-API-Key: ${key}`;
});

afterAll(async () => {
  upstream.closeAllConnections();
  upstream.close();
  await world.close();
});

/** The next request that reaches the upstream. */
async function arrival(): Promise<{ incoming: IncomingMessage; outgoing: ServerResponse }> {
  const [incoming, outgoing] = (await once(upstream, 'request')) as [
    IncomingMessage,
    ServerResponse,
  ];
  return { incoming, outgoing };
}

/** Like `once(…, 'close')`, which takes an error for its own. */
function closed(emitter: NodeJS.EventEmitter): Promise<void> {
  return new Promise((resolve) => void emitter.once('close', () => resolve()));
}

function drained(emitter: NodeJS.EventEmitter): Promise<void> {
  return new Promise((resolve) => void emitter.once('drain', () => resolve()));
}

describe('an upload', () => {
  it('G14: of 200 MB is streamed: the server grows by less than 64 MB', async () => {
    const chunk = Buffer.alloc(MEGABYTE, 'a');
    const before = residentMegabytes(world.server.pid);
    let most = 0;
    let received = 0;
    const arrived = arrival();
    const sent = post(world.server, key, '/up/x', { 'content-length': String(200 * MEGABYTE) });
    const writing = (async () => {
      for (let i = 0; i < 200; i += 1) if (!sent.write(chunk)) await once(sent, 'drain');
      sent.end();
    })();
    const { incoming, outgoing } = await arrived;
    for await (const piece of incoming) {
      received += (piece as Buffer).length;
      most = Math.max(most, residentMegabytes(world.server.pid));
    }
    await writing;
    const answered = once(sent, 'response');
    outgoing.end('done');
    const [response] = (await answered) as [IncomingMessage];
    response.resume();
    expect([response.statusCode, received]).toEqual([200, 200 * MEGABYTE]);
    expect(most - before).toBeLessThan(64);
  });

  it('G14: that says it is over the limit is refused before the upstream hears of it', async () => {
    const asked = upstream.listenerCount('request');
    const response = await sendRaw(
      world.server.port,
      [
        'POST /up/x HTTP/1.1',
        'Host: x',
        line,
        `Content-Length: ${(LIMIT_MEGABYTES + 1) * MEGABYTE}`,
        '',
        '',
      ].join('\r\n') + 'x'.repeat(100_000),
    );
    expectRefusal(response, { status: 413, code: 'payload_too_large' });
    expect(response.header('connection')).toEqual(['close']);
    expect(upstream.listenerCount('request')).toBe(asked);
  });

  it('G14: that grows over the limit ends in 413, and upstream in an aborted request', async () => {
    const arrived = arrival();
    const sent = post(world.server, key, '/up/x', { 'transfer-encoding': 'chunked' });
    const answered = once(sent, 'response');
    const gone = closed(sent);
    const chunk = Buffer.alloc(MEGABYTE, 'a');
    const writing = (async () => {
      for (let i = 0; i <= LIMIT_MEGABYTES && !sent.destroyed; i += 1) {
        if (!sent.write(chunk)) await Promise.race([drained(sent), gone]);
      }
    })();
    const { incoming } = await arrived;
    incoming.on('error', () => undefined).resume();
    const aborted = closed(incoming);
    const [response] = (await answered) as [IncomingMessage];
    expect(response.statusCode).toBe(413);
    await aborted;
    expect(incoming.complete).toBe(false);
    sent.destroy();
    await writing;
  });

  it('may take its time, as long as it does not stop: then it is 408, and upstream aborted', async () => {
    const arrived = arrival();
    const socket = openPost(world.server, '/impatient/x', line, 'Content-Length: 1000');
    socket.write('x');
    let text = '';
    socket.on('data', (chunk) => (text += String(chunk)));
    const { incoming } = await arrived;
    incoming.on('error', () => undefined);
    const startedMs = Date.now();
    // Each byte within the idle time-out of a second; all of them together beyond it.
    for (let i = 0; i < 4; i += 1) {
      socket.write('x');
      await once(incoming, 'data');
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    expect(Date.now() - startedMs).toBeGreaterThan(1_500);
    expect(incoming.errored).toBeNull();
    await closed(incoming);
    await once(socket, 'end');
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
    expect(text).toContain('"code":"request_timeout"');
    socket.destroy();
  });

  it('is answered before it is complete, when the upstream does not want it all', async () => {
    const arrived = arrival();
    const socket = openPost(world.server, '/up/x', line, `Content-Length: ${50 * MEGABYTE}`);
    socket.write(Buffer.alloc(MEGABYTE));
    let text = '';
    socket.on('data', (chunk) => (text += String(chunk)));
    const { incoming, outgoing } = await arrived;
    incoming.on('error', () => undefined);
    outgoing.writeHead(422).end('enough');
    await once(socket, 'end');
    expect(text).toMatch(/^HTTP\/1\.1 422 /);
    expect(text).toMatch(/\r\nconnection: close\r\n/i);
    expect(text).toContain('enough');
    socket.destroy();
  });
});
