import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { HeaderLines } from '../kernel/header-lines.js';
import type { Call } from './call.js';

/** Takes the facts of a call from the server's request. */
@Injectable()
export class Calls {
  of(request: FastifyRequest): Call {
    const { raw } = request;
    return {
      method: raw.method ?? '',
      target: raw.url ?? '',
      host: raw.headers.host ?? null,
      headers: HeaderLines.of(raw.rawHeaders),
      clientAddress: request.clientAddress,
      requestId: request.id,
      connection: raw.socket,
    };
  }
}
