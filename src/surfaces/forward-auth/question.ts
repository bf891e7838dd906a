import type { IncomingMessage } from 'node:http';

/** What a proxy asks, as it arrived: Fastify's request, or what is known before there is one. */
export interface Question {
  readonly raw: IncomingMessage;
  readonly id: string;
  /** Canonical; null when it cannot be known. */
  clientAddress: string | null;
  /** What is known of the request that is asked about, for the log. */
  describes: { readonly method: string | null; readonly target: string | null } | null;
}
