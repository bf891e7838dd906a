import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AppError, renderChallenge, toProblem } from '../../kernel/errors/index.js';
import { rateLimitHeaders } from './rate-limit-headers.js';
import { ALLOWED_METHODS } from './strict-request.js';
import { toAppError } from './to-app-error.js';
import { leaveUnread } from './unread-body.js';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** Told to wait when an error does not know for how long. */
const DEFAULT_RETRY_SECONDS = 2;
const RETRY_STATUSES = new Set([429, 503]);

/**
 * Answers with the problem document of an error (RFC 9457), whatever was thrown, from a Nest filter
 * or a raw Fastify route alike. A fault of ours is logged in full and told as `server_error` only.
 */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): FastifyReply {
  const problem = toAppError(error);
  request.decisionCode = problem.code;
  logProblem(request, problem);
  if (reply.raw.headersSent) {
    // Half of another response is out: a broken connection is the only honest end.
    reply.raw.destroy();
    return reply;
  }
  leaveUnread(request, reply);
  const { publicUrl } = request.server;
  const challenge = renderChallenge(problem, {
    realm: publicUrl,
    resourceMetadataUrl: `${publicUrl}/.well-known/oauth-protected-resource${request.protectedResource ?? ''}`,
    scheme: /^dpop /i.test(request.headers.authorization ?? '') ? 'DPoP' : 'Bearer',
  });
  if (challenge !== null) reply.header('www-authenticate', challenge);
  if (problem.status === 405) reply.header('allow', ALLOWED_METHODS);
  const retrySeconds = retryAfter(problem);
  if (retrySeconds !== null) reply.header('retry-after', String(retrySeconds));
  if (problem.quota !== null) reply.headers(rateLimitHeaders([{ ...problem.quota, remaining: 0 }]));
  const body = toProblem(problem, {
    requestId: request.id,
    publicUrl,
    instance: pathOf(request.raw.url ?? '/'),
  });
  // As bytes: Fastify would add a charset, which the media type does not have.
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type(PROBLEM_MEDIA_TYPE)
    .send(Buffer.from(JSON.stringify(body)));
}

function retryAfter(problem: AppError): number | null {
  if (problem.retryAfterSeconds !== null) return problem.retryAfterSeconds;
  return RETRY_STATUSES.has(problem.status) ? DEFAULT_RETRY_SECONDS : null;
}

function logProblem(request: FastifyRequest, problem: AppError): void {
  if (problem.status >= 500) request.log.error({ err: problem }, 'request failed');
  else if (problem.internal !== null) request.log.info({ err: problem }, 'request refused');
}

function pathOf(target: string): string {
  return target.replace(/[?#].*$/s, '');
}
