import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RawUpstream } from '../../harness/raw-upstream.js';
import { rawRequest, sendRaw } from '../../harness/raw.js';
import { expectRefusal } from '../../harness/refusal.js';
import type { World } from '../../harness/world.js';
import { RawGateway } from './raw-gateway.js';

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

let gateway: RawGateway;
let world: World;
let upstream: RawUpstream;
let line: string;

beforeAll(async () => {
  gateway = await RawGateway.open();
  ({ world, upstream, line } = gateway);
});

afterAll(() => gateway.close());

describe('an answer that is not HTTP', () => {
  it.each([
    [
      'both lengths',
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n',
    ],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok!'],
    ['a bad chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nok\r\n0\r\n\r\n'],
    ['no status', 'hello\r\n\r\n'],
    [
      'a 101 that nobody asked for',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
    ],
    ['a head of 64 kB', `HTTP/1.1 200 OK\r\nX-A: ${'a'.repeat(65_536)}\r\n\r\n`],
  ])('G20 G16: %s: is a 502, and its connection is not used again', async (_name, bytes) => {
    const before = upstream.connections();
    expectRefusal(await gateway.answered(bytes), { status: 502, code: 'upstream_unreachable' });
    expect((await gateway.answered(OK)).status).toBe(200);
    expect(upstream.connections()).toBeGreaterThan(before);
  });

  it('G20: that ends before it has begun is a 502, asked for once', async () => {
    const before = upstream.heads.length;
    const response = await gateway.answered((socket) => socket.end(), '/narrow/x');
    expectRefusal(response, { status: 502, code: 'upstream_unreachable' });
    expect(upstream.heads.length).toBe(before + 1);
  });

  it('G20: is none at all when the name of the upstream does not exist: a 502, and the server goes on', async () => {
    await world.createApi('/nameless', { upstream: 'http://orders.invalid' });
    const response = await world.ask({ target: '/nameless/x', headers: [line] });
    expectRefusal(response, { status: 502, code: 'upstream_unreachable' });
    expect((await world.server.call('GET', '/livez')).status).toBe(200);
  });

  it('G20: that ends in the middle ends the connection, which no client takes for the whole', async () => {
    upstream.answerWith((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf');
      setTimeout(() => socket.destroy(), 50);
    });
    const response = await fetch(world.server.url('/up/x'), {
      headers: { 'x-api-key': line.slice('X-API-Key: '.length) },
    });
    await expect(response.text()).rejects.toThrow();
  });

  it('G19: of a flood of informational answers is a 502; a few are swallowed', async () => {
    const early = 'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n';
    const response = await gateway.answered(early.repeat(3) + OK);
    expect([response.status, response.body, response.text.includes('103')]).toEqual([
      200,
      'ok',
      false,
    ]);
    expectRefusal(await gateway.answered(early.repeat(1000) + OK), {
      status: 502,
      code: 'upstream_unreachable',
    });
  });
});

describe('an answer', () => {
  it('G19: does not speak for the door', async () => {
    const response = await gateway.answered(
      [
        'HTTP/1.1 200 OK',
        'X-Auth-Subject: admin',
        'Set-Cookie: __Host-ostiary_session=forged; Path=/; Secure',
        'Set-Cookie: theirs=1',
        'Connection: Set-Cookie2, X-Hop',
        'X-Hop: 1',
        'Strict-Transport-Security: max-age=1',
        'Alt-Svc: h3=":443"',
        'Content-Length: 2',
        '',
        'ok',
      ].join('\r\n'),
    );
    expect(response.header('set-cookie')).toEqual(['theirs=1']);
    for (const name of ['x-auth-subject', 'x-hop', 'alt-svc', 'strict-transport-security']) {
      expect([name, response.header(name)]).toEqual([name, []]);
    }
  });

  it('G19: that names Set-Cookie in Connection sets none', async () => {
    const response = await gateway.answered(
      'HTTP/1.1 200 OK\r\nConnection: Set-Cookie\r\nSet-Cookie: a=1\r\nContent-Length: 2\r\n\r\nok',
    );
    expect([response.status, response.header('set-cookie')]).toEqual([200, []]);
  });

  it('G16: with a thousand encodings is passed on as it is, and not decoded', async () => {
    const encodings = Array.from({ length: 1000 }, () => 'gzip').join(', ');
    const response = await gateway.answered(
      `HTTP/1.1 200 OK\r\nContent-Encoding: ${encodings}\r\nContent-Length: 2\r\n\r\nok`,
    );
    expect([response.header('content-encoding'), response.body]).toEqual([[encodings], 'ok']);
  });

  it('passes Location on, and is not followed', async () => {
    const before = upstream.heads.length;
    const response = await gateway.answered(
      'HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest\r\nContent-Length: 0\r\n\r\n',
    );
    expect([response.status, response.header('location')]).toEqual([
      302,
      ['http://169.254.169.254/latest'],
    ]);
    expect(upstream.heads.length).toBe(before + 1);
  });

  it('loses its trailers', async () => {
    const response = await gateway.answered(
      'HTTP/1.1 200 OK\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 1\r\nX-Auth-Subject: admin\r\n\r\n',
    );
    expect(response.status).toBe(200);
    expect(response.text).not.toMatch(/x-sum|admin/i);
  });

  it.each([204, 304])('of %i has no body', async (status) => {
    const response = await gateway.answered(`HTTP/1.1 ${status} X\r\nETag: "1"\r\n\r\n`);
    expect([response.status, response.body, response.header('etag')]).toEqual([
      status,
      '',
      ['"1"'],
    ]);
  });

  it('to HEAD has the length of what GET would have', async () => {
    upstream.answerWith('HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n');
    const response = await gateway.ask('/up/x', 'HEAD');
    expect([response.status, response.header('content-length'), response.body]).toEqual([
      200,
      ['1234'],
      '',
    ]);
  });

  it('to HEAD with a body after it never becomes the answer to the next call', async () => {
    const forged = 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged';
    upstream.answerWith((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 48\r\n\r\n');
      setImmediate(() => socket.write(forged));
    });
    expect((await gateway.ask('/up/x', 'HEAD')).status).toBe(200);
    upstream.answerWith('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntrue');
    const next = await Promise.all(Array.from({ length: 5 }, () => gateway.ask('/up/x')));
    expect(next.map(({ body }) => body)).toEqual(Array(5).fill('true'));
  });

  it('of server-sent events arrives event by event, its head before the first', async () => {
    const streams: Socket[] = [];
    upstream.answerWith((socket) => {
      streams.push(socket);
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n');
    });
    const client = gateway.opened('/up/events');
    expect(String((await once(client, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    const ended = streams.map((stream) => once(stream, 'close'));
    for (const event of ['data: 1\n\n', 'data: 2\n\n']) {
      for (const stream of streams) stream.write(event);
      expect(String((await once(client, 'data'))[0])).toContain(event);
    }
    client.destroy();
    expect(await Promise.all(ended)).toHaveLength(1);
  });
});

describe('an upstream that is this server', () => {
  it('is found out at its first turn, and told as such', async () => {
    const prefix = '/loop';
    await world.createApi(prefix, {
      upstream: `http://127.0.0.1:${world.server.port}`,
      anonymous: { limit: 100, window_seconds: 60 },
    });
    const response = await sendRaw(world.server.port, rawRequest('GET', `${prefix}/x`));
    expect([response.status, JSON.parse(response.body)]).toMatchObject([
      508,
      { code: 'loop_detected' },
    ]);
  });

  it('is found out for a route of its own too', async () => {
    await world.createApi('/inward', { upstream: `http://127.0.0.1:${world.server.port}/livez` });
    const response = await gateway.ask('/inward');
    expect([response.status, response.body]).toEqual([
      508,
      expect.stringContaining('"code":"loop_detected"'),
    ]);
  });
});
