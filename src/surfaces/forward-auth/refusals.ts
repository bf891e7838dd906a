import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../kernel/errors/index.js';
import { HeaderLines } from '../../kernel/header-lines.js';
import { PROBLEM_MEDIA_TYPE, problemAnswer } from '../../platform/http/index.js';
import { boundedProblem } from './bounded-problem.js';
import { DecisionHandOff } from './decision-hand-off.js';
import { isNginxMode, nginxStatus } from './nginx-mode.js';

/** What a client is told with a refusal, besides its body. */
const TOLD = /^(?:allow|retry-after|ratelimit|ratelimit-policy|vary|access-control-[a-z-]+)$/;

/** In characters, of a refusal that is not carried; whole answers stay below 8 KB. */
const LONGEST_BODY = 4_096;
const LONGEST_CARRIED_HEADER = 600;

/** How refusals are told: as they are, or, where a proxy takes two statuses only, in two steps. */
@Injectable()
export class Refusals {
  constructor(private readonly handOff: DecisionHandOff) {}

  /** Answers the proxy's question with a refusal. */
  async send(request: FastifyRequest, reply: FastifyReply, error: unknown): Promise<FastifyReply> {
    const { problem, headers, body: whole } = problemAnswer(request, error);
    const body = boundedProblem(whole, LONGEST_BODY);
    // No proxy keeps a decision, whatever it was told to keep.
    reply.code(problem.status).headers({ ...headers, 'cache-control': 'no-store' });
    if (isNginxMode(request.raw.url ?? '', HeaderLines.of(request.raw.rawHeaders))) {
      const told = nginxStatus(problem.status);
      const { status, code } = problem;
      reply.code(told).header(
        'x-auth-decision',
        await this.handOff.write({
          status,
          code,
          body,
          headers: clientHeaders(reply, told),
          requestId: request.id,
        }),
      );
    }
    return reply.send(Buffer.from(body));
  }

  /**
   * Answers the client with a refusal that a proxy has carried.
   *
   * @throws AppError `proxy_request_invalid` when it carries none
   */
  async restore(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const [text, ...others] = HeaderLines.of(request.raw.rawHeaders).all('x-auth-decision');
    const refusal = text === undefined || others.length > 0 ? null : await this.handOff.read(text);
    if (refusal === null) {
      throw new AppError('proxy_request_invalid', {
        detail: 'The request was refused. Why, the proxy has not passed on, or not in time.',
      });
    }
    request.decisionCode = refusal.code;
    reply.header('x-request-id', refusal.requestId);
    return reply
      .code(refusal.status)
      .headers({ ...refusal.headers, 'cache-control': 'no-store' })
      .type(PROBLEM_MEDIA_TYPE)
      .send(Buffer.from(refusal.body));
  }
}

/** nginx passes the challenge of a 401 on by itself, and that of a 403 not at all. */
function clientHeaders(reply: FastifyReply, told: 401 | 403): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value === undefined || String(value).length > LONGEST_CARRIED_HEADER) continue;
    if (TOLD.test(name) || (name === 'www-authenticate' && told === 403)) {
      headers[name] = String(value);
    }
  }
  return headers;
}
