import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSockets } from '../../harness/memory.js';
import { expectRefusal } from '../../harness/refusal.js';
import { rawRequest, sendRaw } from '../../harness/raw.js';
import { World } from '../../harness/world.js';
import { openPost, post } from './raw-gateway.js';

const MEGABYTE = 1024 * 1024;

let world: World;
let upstream: Server;
let line: string;
let key: string;

beforeAll(async () => {
  world = await World.open();
  upstream = createServer();
  upstream.listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  const origin = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  await world.createApi('/up', { upstream: origin });
  const narrow = { max_concurrent_requests: 2, first_byte_timeout_seconds: 5 };
  await world.createApi('/narrow', { upstream: origin, upstream_options: narrow });
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

describe('a client that asks before it sends (Expect: 100-continue)', () => {
  it('G22: is refused at once, without a 100, and its connection ends', async () => {
    const bytes = rawRequest('POST', '/up/x', [
      'Expect: 100-continue',
      `Content-Length: ${1024 * MEGABYTE}`,
    ]);
    const response = await sendRaw(world.server.port, bytes.replace('Connection: close\r\n', ''));
    expectRefusal(response, { status: 401, code: 'credential_missing' });
    expect(response.header('connection')).toEqual(['close']);
  });

  it('G22: and one that does not ask is refused at once too, while it sends', async () => {
    const socket = openPost(world.server, '/up/x', `Content-Length: ${1024 * MEGABYTE}`);
    let isOver = false;
    socket.once('data', () => (isOver = true));
    const [first] = await Promise.all([
      once(socket, 'data') as Promise<[Buffer]>,
      (async () => {
        const chunk = Buffer.alloc(64 * 1024);
        while (!isOver)
          if (!socket.write(chunk))
            await Promise.race([once(socket, 'drain'), once(socket, 'data')]);
      })(),
    ]);
    expect(String(first[0])).toMatch(/^HTTP\/1\.1 401 /);
    expect(String(first[0])).toMatch(/\r\nconnection: close\r\n/i);
    socket.destroy();
  });

  it('is told to go on once it is allowed, and then streams', async () => {
    const arrived = arrival();
    const sent = post(world.server, key, '/up/x', {
      expect: '100-continue',
      'content-length': '5',
    });
    sent.flushHeaders();
    await once(sent, 'continue');
    sent.end('hello');
    const { incoming, outgoing } = await arrived;
    expect(incoming.headers.expect).toBeUndefined();
    let text = '';
    for await (const piece of incoming) text += String(piece);
    const answered = once(sent, 'response');
    outgoing.end('done');
    expect([((await answered) as [IncomingMessage])[0].statusCode, text]).toEqual([200, 'hello']);
  });

  it('is told to go on by our own routes', async () => {
    const sent = post(world.server, key, '/login', {
      expect: '100-continue',
      'content-type': 'application/json',
    });
    sent.flushHeaders();
    await once(sent, 'continue');
    sent.end('{"username":"nobody","password":"nothing at all"}');
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(401);
  });
});

describe('clients that hang up', () => {
  it('G23: a thousand of them, in the middle of uploads and downloads, leave nothing behind', async () => {
    const serve = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
      incoming.on('error', () => undefined).resume();
      outgoing.on('error', () => undefined);
      outgoing.write('x'.repeat(1000));
    };
    upstream.on('request', serve);
    const before = openSockets(world.server.pid);
    for (let round = 0; round < 20; round += 1) {
      await Promise.all(
        Array.from({ length: 50 }, async (_unused, i) => {
          const isUpload = i % 2 === 0;
          const socket = isUpload
            ? openPost(world.server, '/up/x', line, 'Content-Length: 1000000')
            : connect(world.server.port, '127.0.0.1');
          if (isUpload) socket.write('x'.repeat(1000));
          else socket.write(['GET /up/x HTTP/1.1', 'Host: x', line, '', ''].join('\r\n'));
          await once(socket, 'data');
          socket.destroy();
        }),
      );
    }
    const count = (): Promise<number> =>
      new Promise((resolve) =>
        upstream.getConnections((_error, connections) => resolve(connections)),
      );
    await expect.poll(count, { timeout: 10_000 }).toBeLessThan(5);
    await expect
      .poll(() => openSockets(world.server.pid), { timeout: 10_000 })
      .toBeLessThan(before + 5);
    upstream.off('request', serve);
    expect(world.server.output()).not.toMatch(/unhandled|uncaught|MaxListeners/i);
    expect((await world.ask({ target: '/livez' })).status).toBe(200);
  });
});

describe('clients that send several calls at once (pipelining)', () => {
  const get = ['GET /narrow/x HTTP/1.1', 'Host: x'];

  it('G23: give back what their waiting calls hold when they hang up', async () => {
    const open: ServerResponse[] = [];
    const serve = (_incoming: IncomingMessage, outgoing: ServerResponse): void => {
      outgoing.on('error', () => undefined).write('the beginning');
      open.push(outgoing);
    };
    upstream.on('request', serve);
    const socket = connect(world.server.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write([...get, line, '', ...get, line, '', ''].join('\r\n'));
    await expect.poll(() => open.length).toBe(2);
    socket.destroy();
    await expect.poll(() => open.every(({ destroyed }) => destroyed)).toBe(true);
    upstream.off('request', serve);
    const answer = (_incoming: IncomingMessage, outgoing: ServerResponse) => outgoing.end('done');
    upstream.on('request', answer);
    const again = await world.ask({ target: '/narrow/x', headers: [line] });
    upstream.off('request', answer);
    expect(again.status).toBe(200);
  });

  it('G17: are cut off, and nobody else is, when a WebSocket handshake is among them', async () => {
    const socket = connect(world.server.port, '127.0.0.1');
    socket.on('error', () => undefined);
    const handshake = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
    socket.write([...get, line, '', ...get, ...handshake, '', ''].join('\r\n'));
    await once(socket, 'close');
    expect((await world.ask({ target: '/livez' })).status).toBe(200);
    expect(world.server.output()).not.toContain('ERR_HTTP_SOCKET_ASSIGNED');
  });
});

describe('clients that are slow on purpose', () => {
  it('G15: a thousand whose headers drip keep nobody else waiting, and are closed within 20 s', async () => {
    const slow = Array.from({ length: 1000 }, () => {
      const socket = connect(world.server.port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write('GET /up/x HTTP/1.1\r\nHost: x\r\n');
      return socket;
    });
    const closed = Promise.all(slow.map((socket) => once(socket.resume(), 'close')));
    const answers: string[] = [];
    for (const socket of slow.slice(0, 5))
      socket.on('data', (chunk) => answers.push(String(chunk)));
    const drip = setInterval(() => {
      for (const socket of slow) if (socket.writable) socket.write('X');
    }, 1_000);
    const startedMs = Date.now();
    for (let i = 0; i < 50; i += 1)
      expect((await world.ask({ target: '/livez' })).status).toBe(200);
    await closed;
    clearInterval(drip);
    expect(Date.now() - startedMs).toBeLessThan(20_000);
    expect(answers).toHaveLength(5);
    for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  }, 30_000);
});
