import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/** A request that wants to become a WebSocket, and the connection it came on. */
export interface Upgrade {
  readonly socket: Duplex;
  /** What came right behind the request. */
  readonly head: Buffer;
}

/**
 * Sends WebSocket handshakes the way of all requests, with their hooks, routes and log: they are refused
 * in HTTP, before the 101, like any other call. Whoever can do more with the connection takes it.
 */
@Injectable()
export class Upgrades {
  private readonly pending = new WeakMap<IncomingMessage, Upgrade>();

  /** From now on they come this way. */
  listen(fastify: FastifyInstance): void {
    fastify.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.on('error', () => socket.destroy());
      const response = responseTo(request);
      // No client asks before its earlier calls are answered (RFC 9112 §9.3.2): the frames would mix with those.
      if (response === null) return socket.destroy();
      this.pending.set(request, { socket, head });
      response.once('finish', () => {
        response.detachSocket(request.socket);
        if (this.pending.has(request)) request.socket.destroySoon();
      });
      fastify.routing(request, response);
    });
  }

  isUpgrade(request: IncomingMessage): boolean {
    return this.pending.has(request);
  }

  /** The connection is no longer this server's to close. @throws when it was taken before */
  take(request: IncomingMessage): Upgrade {
    const upgrade = this.pending.get(request);
    if (upgrade === undefined) throw new Error('there is no connection to take');
    this.pending.delete(request);
    return upgrade;
  }
}

/** Null while an answer to an earlier call is on its way over the connection: it takes one at a time. */
function responseTo(request: IncomingMessage): ServerResponse | null {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  try {
    response.assignSocket(request.socket);
  } catch {
    return null;
  }
  return response;
}
