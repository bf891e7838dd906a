import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { type RawUpstream, startRawUpstream } from '../../harness/raw-upstream.js';
import { rawRequest } from '../../harness/raw.js';
import { World } from '../../harness/world.js';

let world: World;
let upstream: RawUpstream;
let sockets: WebSocketServer;
let key: string;

beforeAll(async () => {
  [world, upstream] = await Promise.all([World.open(), startRawUpstream()]);
  sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(sockets, 'listening');
  await world.createApi('/events', { upstream: upstream.origin });
  const { port } = sockets.address() as { port: number };
  await world.createApi('/live', { upstream: `http://127.0.0.1:${port}` });
  key = (await world.createKey()).key;
});

afterAll(async () => {
  sockets.close();
  await upstream.stop();
  await world.close();
});

describe('a server that is told to end', () => {
  it('closes WebSockets with 1001, and answers without an end after a while', async () => {
    const url = `ws://127.0.0.1:${world.server.port}/live/x`;
    const socket = new WebSocket(url, { headers: { 'x-api-key': key } });
    await once(socket, 'open');
    upstream.answerWith('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n');
    const stream = connect(world.server.port, '127.0.0.1');
    stream.write(rawRequest('GET', '/events/x', [`X-API-Key: ${key}`]));
    await once(stream, 'data');

    const closed = once(socket, 'close') as Promise<[number, Buffer]>;
    const ended = new Promise((resolve) => stream.resume().once('close', resolve));
    const exit = world.server.stop();
    expect((await closed)[0]).toBe(1001);
    await ended;
    expect(await exit).toBe(0);
  }, 30_000);
});
