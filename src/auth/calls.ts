import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type CidrMatcher, compileCidrs } from '../kernel/cidr.js';
import { AppConfig } from '../platform/config/index.js';
import { clientAddress } from '../platform/http/index.js';
import type { Call } from './call.js';

/** Takes the facts of a call from the server's request. */
@Injectable()
export class Calls {
  private readonly trustedProxies: CidrMatcher;

  constructor(config: AppConfig) {
    this.trustedProxies = compileCidrs(config.trustedProxies);
  }

  of(request: FastifyRequest): Call {
    const raw = request.raw;
    return {
      method: raw.method ?? '',
      target: raw.url ?? '',
      rawHeaders: raw.rawHeaders,
      clientAddress: clientAddress(raw, this.trustedProxies),
      requestId: request.id,
    };
  }
}
