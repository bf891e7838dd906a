import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { Duplex } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Call, Doorkeeper } from '../../auth/index.js';
import { AppError } from '../../kernel/errors/index.js';
import { ApiCatalogue } from '../../modules/protected-apis/index.js';
import { findApi } from './find-api.js';
import type { AllowedCall } from './forwarding.js';
import { OpenTunnels } from './open-tunnels.js';
import { Upgrades } from './upgrades.js';
import { WebSocketTunnel } from './web-socket-tunnel.js';

/** The upstream's side of a WebSocket to which it agreed. */
export interface UpstreamSide {
  /** Of its answer, as the client may have them. */
  readonly headers: IncomingHttpHeaders;
  readonly socket: Duplex;
  readonly idleTimeoutMs: number;
  /** Once, when the WebSocket is closed. */
  readonly closed: () => void;
}

/** Answers the handshake of a client with 101, and joins the two connections. */
@Injectable()
export class AcceptedHandshakes {
  constructor(
    private readonly upgrades: Upgrades,
    private readonly tunnels: OpenTunnels,
    private readonly catalogue: ApiCatalogue,
    private readonly doorkeeper: Doorkeeper,
  ) {}

  accept(
    request: FastifyRequest,
    reply: FastifyReply,
    { call, match, decision }: AllowedCall,
    { headers, socket, idleTimeoutMs, closed }: UpstreamSide,
  ): void {
    const client = this.upgrades.take(request.raw);
    reply.hijack();
    if (client.socket.destroyed) {
      socket.destroy();
      return closed();
    }
    const answer = { ...(reply.getHeaders() as OutgoingHttpHeaders), ...headers };
    reply.raw.writeHead(101, { ...answer, connection: 'Upgrade', upgrade: 'websocket' });
    reply.raw.end();
    let forget = (): void => undefined;
    const tunnel = new WebSocketTunnel(client.socket, socket, client.head, {
      idleTimeoutMs,
      closed: () => {
        forget();
        closed();
      },
    });
    forget = this.tunnels.add(tunnel, {
      apiId: match.api.record.id,
      verified: decision.verified,
      review: () => this.review(call),
    });
  }

  private async review(call: Call): Promise<AppError | null> {
    const match = await findApi(this.catalogue, call);
    if (match === null) return new AppError('not_found');
    const decision = await this.doorkeeper.reconsider(call, match.policy);
    return decision.outcome === 'refused' ? decision.error : null;
  }
}
