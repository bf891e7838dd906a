import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AppError, renderChallenge, toProblem } from '../../kernel/errors/index.js';
import { rateLimitHeaders } from './rate-limit-headers.js';
import { ALLOWED_METHODS } from './strict-request.js';
import { toAppError } from './to-app-error.js';
import { closeUnread, leaveUnread } from './unread-body.js';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** Proxies read a few kilobytes of an answer about another request; in characters. */
const LONGEST_TOLD_PATH = 512;

/** Told to wait when an error does not know for how long. */
const DEFAULT_RETRY_SECONDS = 2;
const RETRY_STATUSES = new Set([429, 503]);

/** A refusal, ready to be sent. */
export interface ProblemAnswer {
  readonly problem: AppError;
  readonly headers: Readonly<Record<string, string>>;
  /** A problem document, in JSON. */
  readonly body: string;
}

/**
 * Answers with the problem document of an error (RFC 9457), whatever was thrown, from a Nest filter
 * or a raw Fastify route alike. A fault of ours is logged in full and told as `server_error` only.
 */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): FastifyReply {
  const { problem, headers, body } = problemAnswer(request, error);
  if (reply.raw.headersSent) {
    // Half of another response is out: a broken connection is the only honest end.
    reply.raw.destroy();
    return reply;
  }
  if (problem.code === 'request_timeout') closeUnread(request, reply);
  else leaveUnread(request, reply);
  // As bytes: Fastify would add a charset, which the media type does not have.
  return reply.code(problem.status).headers(headers).send(Buffer.from(body));
}

/** What `sendProblem` would send, for who answers in another form. It notes and logs the error. */
export function problemAnswer(request: FastifyRequest, error: unknown): ProblemAnswer {
  const problem = toAppError(error);
  request.decisionCode = problem.code;
  logProblem(request, problem);
  const { publicUrl } = request.server;
  const challenge = renderChallenge(problem, {
    realm: publicUrl,
    resourceMetadataUrl: `${publicUrl}/.well-known/oauth-protected-resource${request.protectedResource ?? ''}`,
    scheme: /^dpop /i.test(request.headers.authorization ?? '') ? 'DPoP' : 'Bearer',
  });
  const retrySeconds = retryAfter(problem);
  const headers = {
    ...(challenge === null ? {} : { 'www-authenticate': challenge }),
    ...(problem.status === 405 ? { allow: ALLOWED_METHODS } : {}),
    ...(retrySeconds === null ? {} : { 'retry-after': String(retrySeconds) }),
    ...(problem.quota === null ? {} : rateLimitHeaders([{ ...problem.quota, remaining: 0 }])),
    'cache-control': 'no-store',
    'content-type': PROBLEM_MEDIA_TYPE,
  };
  const instance = instanceOf(request);
  const body = JSON.stringify(toProblem(problem, { requestId: request.id, publicUrl, instance }));
  return { problem, headers, body };
}

/** The path that the client called. Where a proxy tells it, our answer is read by the proxy too. */
function instanceOf({ describes, raw }: FastifyRequest): string {
  const path = pathOf(describes?.target ?? raw.url ?? '/');
  return describes === null ? path : path.slice(0, LONGEST_TOLD_PATH);
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
