import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { CreatedKey } from '../harness/world.js';
import type { RunningProxy } from './proxy-process.js';
import { ProxyWorld } from './proxy-world.js';
import type { ProxyName } from './start-proxy.js';

/** An upstream that tells the test what it has got so far, and answers when the test says so. */
class Live {
  readonly server: Server;
  /** How much of the last body has come. */
  bytes = 0;
  /** The answer under way. */
  response: ServerResponse | null = null;

  constructor() {
    this.server = createServer((incoming, response) => {
      this.bytes = 0;
      this.response = response;
      incoming.on('data', (chunk: Buffer) => (this.bytes += chunk.length));
      if (incoming.method === 'GET') {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.flushHeaders();
      } else {
        incoming.on('end', () => response.end(String(this.bytes)));
      }
    });
    serveSockets(this.server);
  }
}

/** Says hello with who calls, and repeats what it hears. */
function serveSockets(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket, { headers, url }) => {
    const { authorization, 'x-auth-app': app, 'x-api-key': key } = headers;
    socket.send(JSON.stringify({ app, url, credentials: [authorization, key].filter(Boolean) }));
    socket.on('message', (data: Buffer) => socket.send(data.toString()));
  });
}

/** What does not end with its first bytes: bodies, answers and WebSockets. */
export function describeStreams(name: ProxyName): void {
  describe(`streams through ${name}`, () => {
    let here: ProxyWorld;
    let proxy: RunningProxy;
    let key: CreatedKey;
    let live: Live;

    beforeAll(async () => {
      live = new Live();
      await new Promise<void>((resolve) => live.server.listen(0, '127.0.0.1', resolve));
      here = await ProxyWorld.open(name);
      const upstream = `http://127.0.0.1:${(live.server.address() as AddressInfo).port}`;
      proxy = await here.start(await here.world.createApi('/live', { upstream }));
      key = await here.world.createKey();
    });
    afterAll(async () => {
      await here.close();
      live.server.closeAllConnections();
      await new Promise((resolve) => live.server.close(resolve));
    });

    function call(method: string, headers: Record<string, string | number> = {}): ClientRequest {
      const options = { host: '127.0.0.1', port: proxy.port, path: '/live', method };
      return request({ ...options, headers: { 'x-api-key': key.key, ...headers } });
    }

    async function responseTo(asked: ClientRequest): Promise<IncomingMessage> {
      return new Promise((resolve, reject) => {
        asked.once('response', resolve).once('error', reject);
      });
    }

    it('passes each piece of a body on when it comes', async () => {
      const piece = 'x'.repeat(256 * 1024);
      const asked = call('POST', { 'content-length': 3 * piece.length });
      const answered = responseTo(asked);
      asked.write(piece);
      // Some programs keep a buffer full back; none may wait for the end.
      await expect.poll(() => live.bytes, { timeout: 10_000 }).toBeGreaterThan(64 * 1024);
      asked.write(piece);
      asked.end(piece);
      const response = await answered;
      let text = '';
      for await (const chunk of response.setEncoding('utf8')) text += String(chunk);
      expect([response.statusCode, text]).toEqual([200, String(3 * piece.length)]);
    });

    it('passes each event of an answer on when it comes', async () => {
      const asked = call('GET');
      asked.end();
      const response = await responseTo(asked);
      const pieces = response[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
      for (const event of ['data: 1\n\n', 'data: 2\n\n']) {
        live.response?.write(event);
        const { value } = await pieces.next();
        expect((value as Buffer).toString()).toBe(event);
      }
      live.response?.end();
      expect((await pieces.next()).done).toBe(true);
    });

    it('carries a WebSocket whose opening was allowed, with who calls and without the credential', async () => {
      const socket = new WebSocket(`ws://127.0.0.1:${proxy.port}/live/feed?a=1`, {
        headers: { 'X-API-Key': key.key, 'X-Auth-App': 'evil' },
      });
      const messages: string[] = [];
      await new Promise<void>((resolve, reject) => {
        socket.on('error', reject);
        socket.on('message', (data: Buffer) => {
          messages.push(data.toString());
          if (messages.length === 1) socket.send('ahoy');
          else resolve();
        });
      });
      socket.close();
      expect(JSON.parse(messages[0] ?? '')).toEqual({
        app: key.appId,
        url: '/live/feed?a=1',
        credentials: [],
      });
      expect(messages[1]).toBe('ahoy');
    });

    it('F15: refuses the opening of a WebSocket without a credential, with 401 and never 101', async () => {
      const socket = new WebSocket(`ws://127.0.0.1:${proxy.port}/live/feed`);
      const status = await new Promise((resolve, reject) => {
        socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
        socket.on('open', () => reject(new Error('it was opened')));
        socket.on('error', () => undefined);
      });
      socket.terminate();
      expect(status).toBe(401);
    });
  });
}
