import type { FastifyReply } from 'fastify';
import type { Policy } from '../kernel/policy.js';
import { rateLimitHeaders } from '../platform/http/index.js';
import type { Call } from './call.js';
import { corsHeaders } from './cors.js';
import type { Decision } from './doorkeeper.js';

/** Puts on the answer what a decision has to say in headers: quota and CORS. */
export function writeDecisionHeaders(
  reply: FastifyReply,
  call: Call,
  policy: Policy,
  decision: Decision,
): void {
  reply.headers(corsHeaders(call, policy, decision));
  if (decision.quota !== null) reply.headers(rateLimitHeaders([decision.quota]));
}
