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
      this.pending.set(request, { socket, head });
      fastify.routing(request, this.responseTo(request));
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

  private responseTo(request: IncomingMessage): ServerResponse {
    const { socket } = request;
    socket.on('error', () => socket.destroy());
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.once('finish', () => {
      response.detachSocket(socket);
      if (this.pending.has(request)) socket.destroySoon();
    });
    return response;
  }
}
