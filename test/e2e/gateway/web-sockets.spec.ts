import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { residentMegabytes } from '../../harness/memory.js';
import { rawRequest, sendRaw } from '../../harness/raw.js';
import { expectRefusal } from '../../harness/refusal.js';
import { type Ask, type CreatedKey, World } from '../../harness/world.js';

const HANDSHAKE = [
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];
const FRAMES = 1_000_000;
/** A masked text frame of 58 bytes. */
const FRAME = Buffer.concat([Buffer.from([0x81, 0x80 | 58, 0, 0, 0, 0]), Buffer.alloc(58, 'x')]);

let world: World;
let upstream: WebSocketServer;
let handshakes = 0;
let key: CreatedKey;

beforeAll(async () => {
  world = await World.open();
  upstream = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(upstream, 'listening');
  upstream.on('connection', (socket) => {
    handshakes += 1;
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
  });
  const { port } = upstream.address() as { port: number };
  await world.createApi('/live', { upstream: `http://127.0.0.1:${port}`, query_key: true });
  key = await world.createKey();
});

afterAll(async () => {
  for (const socket of upstream.clients) socket.terminate();
  upstream.close();
  await world.close();
});

async function opened(value: string, path = '/live/x', headers = {}): Promise<WebSocket> {
  const url = `ws://127.0.0.1:${world.server.port}${path}`;
  const socket = new WebSocket(url, { headers: { 'x-api-key': value, ...headers } });
  await once(socket, 'open');
  return socket;
}

/** How a WebSocket ended: the code of its close frame and the reason. */
async function endOf(socket: WebSocket): Promise<[number, string]> {
  const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
  return [code, String(reason)];
}

function handshake(ask: Ask): string {
  const bytes = rawRequest('GET', ask.target, [...HANDSHAKE, ...(ask.headers ?? [])]);
  return bytes.replace('Connection: close', 'Connection: Upgrade');
}

/** Asserts that a handshake is refused in HTTP, and that the upstream hears nothing of it. */
async function refuses(ask: Ask, status: number, code: string): Promise<void> {
  const seen = handshakes;
  const from = ask.from === undefined ? {} : { localAddress: ask.from };
  const response = await sendRaw(world.server.port, handshake(ask), from);
  expectRefusal(response, { status, code });
  expect(response.header('connection')).toEqual(['close']);
  expect(handshakes).toBe(seen);
}

describe('a WebSocket through the gateway', () => {
  it('carries messages of any size both ways, and closes with the code that a side gives', async () => {
    const socket = await opened(key.key);
    for (const size of [0, 1, 125, 126, 65_535, 65_536, 3_000_000]) {
      socket.send(Buffer.alloc(size, 'x'));
      const [echo] = (await once(socket, 'message')) as [Buffer];
      expect(echo.length).toBe(size);
    }
    socket.close(4321, 'done');
    expect(await endOf(socket)).toEqual([4321, 'done']);
  });

  it('reaches the upstream with our headers and without the credential', async () => {
    const accepted = once(upstream, 'connection') as Promise<[WebSocket, { headers: object }]>;
    const socket = await opened(key.key, '/live/x', { 'x-auth-subject': 'forged' });
    const [, { headers }] = await accepted;
    expect(headers).toMatchObject({ 'x-auth-kind': 'api_key', upgrade: 'websocket' });
    expect(headers).toMatchObject({ 'x-auth-credential': key.id });
    expect(JSON.stringify(headers)).not.toContain('forged');
    expect(JSON.stringify(headers)).not.toContain(key.key);
    socket.terminate();
  });

  it('takes a key from the query where the API does, for browsers, which can set no header', async () => {
    const accepted = once(upstream, 'connection') as Promise<[WebSocket, { url: string }]>;
    const url = `ws://127.0.0.1:${world.server.port}/live/x?api_key=${key.key}&room=7`;
    const socket = new WebSocket(url);
    await once(socket, 'open');
    expect((await accepted)[1].url).toBe('/live/x?room=7');
    socket.terminate();
  });

  it('is in the request log with its 101', async () => {
    const bytes = handshake({ target: '/live/logged', headers: [`X-API-Key: ${key.key}`] });
    const socket = connect(world.server.port, '127.0.0.1');
    socket.write(bytes);
    const [head] = (await once(socket, 'data')) as [Buffer];
    expect(String(head)).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/);
    const id = /x-request-id: (\S+)/i.exec(String(head))?.[1] ?? 'none';
    expect(await world.logLineOf(id)).toMatchObject({ status: 101, decision: 'allowed' });
    socket.destroy();
  });

  it('passes an answer other than 101 on, and ends the connection', async () => {
    await world.createApi('/plain');
    const target = '/plain/x';
    const headers = [`X-API-Key: ${key.key}`];
    const response = await sendRaw(world.server.port, handshake({ target, headers }));
    expect([response.status, response.body.includes('{"from":"upstream"}')]).toEqual([200, true]);
    expect(response.header('connection')).toEqual(['close']);
  });

  it('is not what h2c asks for: such a request is answered in HTTP/1.1, its body included', async () => {
    const headers = [
      `X-API-Key: ${key.key}`,
      'Upgrade: h2c',
      'HTTP2-Settings: AAMAAABkAAQAAP__',
      'Connection: Upgrade, HTTP2-Settings',
    ];
    const method = 'POST';
    const response = await world.ask({ method, target: '/plain/x', headers, body: 'whole' });
    expect(response.status).toBe(200);
    expect(world.recorder.last()).toMatchObject({ method, body: 'whole' });
    for (const name of ['upgrade', 'http2-settings']) {
      expect(world.recorder.last().header(name)).toEqual([]);
    }
  });
});

describe('a WebSocket handshake', () => {
  it('G17: is refused without a credential, before the 101', () =>
    refuses({ target: '/live/x' }, 401, 'credential_missing'));

  it('G17: is refused with a bad one, before the 101', () =>
    refuses(
      { target: '/live/x', headers: [`X-API-Key: ${key.key}x`] },
      401,
      'credential_malformed',
    ));

  it('I13: is refused from an address that the key is not for', async () => {
    const bound = await world.createKey({ ip_allowlist: ['127.0.0.2'] });
    const headers = [`X-API-Key: ${bound.key}`];
    await refuses({ target: '/live/x', headers }, 403, 'ip_not_allowed');
    const bytes = handshake({ target: '/live/x', headers });
    const socket = connect({
      host: '127.0.0.1',
      port: world.server.port,
      localAddress: '127.0.0.2',
    });
    socket.write(bytes);
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 101 /);
    socket.destroy();
  });

  it('O12: is refused from a page of another origin', async () => {
    const bound = await world.createKey({ origin_allowlist: ['https://app.example'] });
    const headers = [`X-API-Key: ${bound.key}`, 'Origin: https://evil.example'];
    await refuses({ target: '/live/x', headers }, 403, 'origin_not_allowed');
    const socket = await opened(bound.key, '/live/x', { origin: 'https://app.example' });
    socket.terminate();
  });

  it('is counted as one call', async () => {
    const limited = await world.createKey({ rate_limit: { limit: 1, window_seconds: 3600 } });
    const socket = await opened(limited.key);
    socket.send('not counted');
    await once(socket, 'message');
    socket.terminate();
    const headers = [`X-API-Key: ${limited.key}`];
    await refuses({ target: '/live/x', headers }, 429, 'rate_limited');
  });

  it.each(['/live/..%2f..%2fadmin', '/live/../admin', '/live/%2e%2e/admin'])(
    'G10: is refused for %s',
    (target) => refuses({ target, headers: [`X-API-Key: ${key.key}`] }, 400, 'invalid_request'),
  );

  it('is answered by a route of our own as any GET', async () => {
    const headers = [`X-API-Key: ${key.key}`];
    const response = await sendRaw(world.server.port, handshake({ target: '/profile', headers }));
    expect([response.status, response.header('connection')]).toEqual([200, ['close']]);
  });
});

describe('an open WebSocket is closed with 1008', () => {
  it('G17: once its key is revoked', async () => {
    const { id, key: value, appId } = await world.createKey();
    const socket = await opened(value);
    const ended = endOf(socket);
    await world.change('DELETE', `/admin/apps/${appId}/api-keys/${id}`);
    expect(await ended).toEqual([1008, 'api_key_revoked']);
  });

  it('G17: once its key expires', async () => {
    const expires_at = new Date(Date.now() + 2_000).toISOString();
    const socket = await opened((await world.createKey({ expires_at })).key);
    expect(await endOf(socket)).toEqual([1008, 'api_key_expired']);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(expires_at));
  });

  it('G17: once its app is disabled, and tells the upstream too', async () => {
    const appId = await world.createApp();
    const { key: value } = await world.createKey({}, appId);
    const accepted = once(upstream, 'connection') as Promise<[WebSocket]>;
    const socket = await opened(value);
    const ends = [endOf(socket), endOf((await accepted)[0])];
    await world.change('PATCH', `/admin/apps/${appId}`, { enabled: false });
    expect(await Promise.all(ends)).toEqual([
      [1008, 'app_disabled'],
      [1008, 'app_disabled'],
    ]);
  });

  it('once its API no longer accepts it, and not for a change that leaves it good', async () => {
    const { port } = upstream.address() as { port: number };
    const api = await world.createApi('/changing', { upstream: `http://127.0.0.1:${port}` });
    const socket = await opened(key.key, '/changing/x');
    await world.change('PATCH', `/admin/apis/${api}`, { name: 'still' });
    socket.send('there');
    await once(socket, 'message');
    const ended = endOf(socket);
    await world.change('PATCH', `/admin/apis/${api}`, { accept: ['access_token'] });
    expect(await ended).toEqual([1008, 'credential_kind_not_accepted']);
  });
});

describe('a WebSocket whose upstream does not read', () => {
  let sink: Server;
  let accepted: Promise<Socket>;

  beforeAll(async () => {
    sink = createServer();
    sink.listen(0, '127.0.0.1');
    await once(sink, 'listening');
    accepted = once(sink, 'connection').then(([socket]) => socket as Socket);
    await world.createApi('/sink', {
      upstream: `http://127.0.0.1:${(sink.address() as { port: number }).port}`,
    });
  });

  afterAll(() => sink.close());

  it('G17: holds up its client, through a million frames, and loses none of them', async () => {
    const client = connect(world.server.port, '127.0.0.1');
    client.write(handshake({ target: '/sink/x', headers: [`X-API-Key: ${key.key}`] }));
    const receiver = await accepted;
    await once(receiver, 'data');
    receiver.write(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    receiver.pause();
    await once(client, 'data');

    const before = residentMegabytes(world.server.pid);
    const batch = Buffer.concat(Array.from({ length: 1000 }, () => FRAME));
    for (let i = 0; i < FRAMES / 1000; i += 1) client.write(batch);
    let last = -1;
    await expect
      .poll(
        () => {
          const isStuck = last === client.writableLength;
          last = client.writableLength;
          return isStuck;
        },
        { interval: 500, timeout: 15_000 },
      )
      .toBe(true);
    expect(client.writableLength).toBeGreaterThan((FRAMES * FRAME.length) / 2);
    expect(residentMegabytes(world.server.pid) - before).toBeLessThan(32);

    let received = 0;
    const all = new Promise<void>((resolve) => {
      receiver.on('data', (chunk) => {
        received += chunk.length;
        if (received === FRAMES * FRAME.length) resolve();
      });
    });
    receiver.resume();
    await all;
    client.destroy();
    await once(receiver, 'close');
  });
});
