import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { residentMegabytes } from '../../harness/memory.js';
import type { RawUpstream } from '../../harness/raw-upstream.js';
import { expectRefusal } from '../../harness/refusal.js';
import type { World } from '../../harness/world.js';
import { RawGateway } from './raw-gateway.js';

const MEGABYTE = 1024 * 1024;
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

let gateway: RawGateway;
let world: World;
let upstream: RawUpstream;

beforeAll(async () => {
  gateway = await RawGateway.open();
  ({ world, upstream } = gateway);
  await gateway.protect('/impatient', { first_byte_timeout_seconds: 1, idle_timeout_seconds: 1 });
});

afterAll(() => gateway.close());

describe('time and memory', () => {
  it('G16: an answer without an end is streamed in flat memory, and a client that stops reading holds it up', async () => {
    const chunk = Buffer.alloc(MEGABYTE, 'a');
    let sent = 0;
    upstream.answerWith((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const more = (): void => {
        while (!socket.destroyed && socket.write(chunk)) sent += chunk.length;
      };
      socket.on('drain', more);
      more();
    });
    const before = residentMegabytes(world.server.pid);
    const client = gateway.opened('/up/endless');
    let received = 0;
    await new Promise<void>((resolve) => {
      client.on('data', (piece) => {
        received += piece.length;
        if (received > 500 * MEGABYTE) resolve();
      });
    });
    client.pause();
    let last = -1;
    await expect
      .poll(
        () => {
          const isStuck = last === sent;
          last = sent;
          return isStuck;
        },
        { interval: 500, timeout: 10_000 },
      )
      .toBe(true);
    expect(residentMegabytes(world.server.pid) - before).toBeLessThan(64);
    client.destroy();
  });

  it('G16: an upstream that says nothing is a 504', async () => {
    expectRefusal(await gateway.answered(() => undefined, '/impatient/x'), {
      status: 504,
      code: 'upstream_timeout',
    });
  });

  it('G16: an upstream that stops in the middle ends the connection', async () => {
    upstream.answerWith('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf');
    const client = gateway.opened('/impatient/x');
    let text = '';
    client.on('data', (piece) => (text += String(piece)));
    await new Promise((resolve) => client.once('close', resolve));
    expect(text).toMatch(/half$/);
  });

  it('a client that reads nothing for the idle time-out loses its connection, and frees the upstream', async () => {
    const ended = new Promise<void>((resolve) => {
      upstream.answerWith((socket) => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.write(Buffer.alloc(50 * MEGABYTE));
        socket.on('close', () => resolve());
      });
    });
    const client = gateway.opened('/impatient/x');
    client.on('error', () => undefined).pause();
    await ended;
    client.destroy();
  });

  it('more calls than the cap wait a moment, and are then 503 with Retry-After; others are not held up', async () => {
    const held: Socket[] = [];
    upstream.answerWith((socket) => void held.push(socket));
    const first = [gateway.ask('/narrow/1'), gateway.ask('/narrow/2')];
    await expect.poll(() => held.length).toBe(2);
    const [third, fourth, fifth] = await Promise.all([
      gateway.ask('/narrow/3'),
      gateway.ask('/narrow/4'),
      gateway.ask('/narrow/5'),
    ]);
    for (const response of [third, fourth, fifth]) {
      expectRefusal(response, { status: 503, code: 'unavailable' });
      expect(response.header('retry-after')).toEqual(['1']);
    }
    const sixth = gateway.ask('/narrow/6');
    upstream.answerWith(OK);
    expect((await gateway.ask('/up/x')).status).toBe(200);
    for (const socket of held) socket.write(OK);
    expect((await Promise.all([...first, sixth])).map(({ status }) => status)).toEqual([
      200, 200, 200,
    ]);
  });
});

describe('a connection that the upstream closed just then', () => {
  /** Answers the first request of a connection, and closes it at the second without a word. */
  const closesAtTheSecond = () => {
    const used = new WeakSet<Socket>();
    return (socket: Socket): void => {
      if (used.has(socket)) socket.end();
      else socket.write(OK);
      used.add(socket);
    };
  };

  it('costs GET nothing: it is asked for again, once, on another', async () => {
    upstream.answerWith(closesAtTheSecond());
    await gateway.ask();
    const before = upstream.heads.length;
    expect((await gateway.ask()).status).toBe(200);
    expect(upstream.heads.length).toBe(before + 2);
  });

  it('is a 502 for POST, which may have been heard', async () => {
    upstream.answerWith(closesAtTheSecond());
    await gateway.ask();
    const before = upstream.heads.length;
    expectRefusal(await gateway.ask('/up/x', 'POST'), {
      status: 502,
      code: 'upstream_unreachable',
    });
    expect(upstream.heads.length).toBe(before + 1);
  });
});
