import { request, type ClientRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { type RawUpstream, startRawUpstream } from '../../harness/raw-upstream.js';
import { rawRequest, type RawResponse } from '../../harness/raw.js';
import type { TestServer } from '../../harness/server.js';
import { World } from '../../harness/world.js';

/** A server before an upstream that answers with exactly the bytes that it is told to. */
export class RawGateway {
  private constructor(
    readonly world: World,
    readonly upstream: RawUpstream,
    /** The header line of a key that every API here takes. */
    readonly line: string,
  ) {}

  /** Opens it with the APIs `/up` and, for two calls at a time, `/narrow`. */
  static async open(): Promise<RawGateway> {
    const [world, upstream] = await Promise.all([World.open(), startRawUpstream()]);
    const { key } = await world.createKey();
    const gateway = new RawGateway(world, upstream, `X-API-Key: ${key}`);
    await gateway.protect('/up');
    await gateway.protect('/narrow', { max_concurrent_requests: 2 });
    return gateway;
  }

  async protect(prefix: string, options: Readonly<Record<string, number>> = {}): Promise<void> {
    await this.world.createApi(prefix, {
      upstream: this.upstream.origin,
      upstream_options: options,
    });
  }

  ask(target = '/up/x', method = 'GET'): Promise<RawResponse> {
    return this.world.ask({ method, target, headers: [this.line] });
  }

  answered(answer: string | ((socket: Socket) => void), target?: string): Promise<RawResponse> {
    this.upstream.answerWith(answer);
    return this.ask(target);
  }

  /** A request whose answer is read by hand. */
  opened(target: string): Socket {
    const socket = connect(this.world.server.port, '127.0.0.1');
    socket.write(rawRequest('GET', target, [this.line]));
    return socket;
  }

  async close(): Promise<void> {
    await this.upstream.stop();
    await this.world.close();
  }
}

/** A POST with this key; its body is the caller's. */
export function post(
  server: TestServer,
  key: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): ClientRequest {
  const sent = request(server.url(path), {
    method: 'POST',
    headers: { 'x-api-key': key, ...headers },
  });
  sent.on('error', () => undefined);
  return sent;
}

/** Opens a connection and writes the head of a POST; the body is the caller's. */
export function openPost(server: TestServer, path: string, ...headers: string[]): Socket {
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write([`POST ${path} HTTP/1.1`, 'Host: x', ...headers, '', ''].join('\r\n'));
  return socket;
}
