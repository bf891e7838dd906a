import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BODY_TIMEOUT_MS, limitBodyTime } from './unread-body.js';

describe('limitBodyTime', () => {
  let server: Server;
  let client: Socket;
  let timedOut: number;

  beforeEach(async () => {
    timedOut = 0;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    server = createServer((request) => {
      limitBodyTime(request, (socket) => {
        timedOut += 1;
        socket.destroy();
      });
      request.resume();
      request.on('error', () => undefined);
      server.emit('seen');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    client.on('error', () => undefined);
    const seen = once(server, 'seen');
    client.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na');
    await seen;
  });

  afterEach(() => {
    vi.useRealTimers();
    client.destroy();
    server.close();
  });

  it('G15: ends the connection of a body that drips', async () => {
    const closed = new Promise((resolve) => client.resume().once('close', resolve));
    vi.advanceTimersByTime(BODY_TIMEOUT_MS - 1);
    client.write('b');
    expect(timedOut).toBe(0);
    vi.advanceTimersByTime(1);
    await closed;
    expect(timedOut).toBe(1);
  });
});
