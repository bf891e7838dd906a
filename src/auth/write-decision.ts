import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Policy } from '../kernel/policy.js';
import { rateLimitHeaders } from '../platform/http/index.js';
import type { Call } from './call.js';
import { corsHeaders } from './cors.js';
import type { Decision } from './decision.js';
import './fastify-request.js';

/** Puts a decision on the request, for handlers and the log, and what it says in headers on the answer. */
export function writeDecision(
  request: FastifyRequest,
  reply: FastifyReply,
  call: Call,
  policy: Policy,
  decision: Decision,
): void {
  reply.headers(corsHeaders(call, policy, decision));
  if (decision.limits.length > 0) reply.headers(rateLimitHeaders(decision.limits));
  request.credentialId = decision.verified?.principal.credentialId ?? null;
  if (decision.outcome === 'refused') {
    request.credentialId ??= decision.error.credentialId;
    return;
  }
  request.decision = decision;
  request.decisionCode = 'allowed';
}
