import type { Allowed } from './decision.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard and the gateway once a call is allowed. */
    decision?: Allowed;
  }
}
