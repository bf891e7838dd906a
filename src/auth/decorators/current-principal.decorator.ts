import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../../kernel/errors/index.js';
import type { Principal } from '../../kernel/principal.js';
import type { Allowed } from '../decision.js';

/** Hands the caller's principal to a route that is `@Authenticated`. */
export const CurrentPrincipal = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Principal =>
    decisionOf(context.getArgByIndex<FastifyRequest>(0)).principal,
);

/** Hands the whole decision to a route that shows more of it than the principal. */
export const CurrentDecision = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Allowed =>
    decisionOf(context.getArgByIndex<FastifyRequest>(0)),
);

/** @throws AppError `server_error` on a route without a decision: a mistake in our own code. */
export function decisionOf(request: FastifyRequest): Allowed {
  const decision = request.decision;
  if (!decision) throw new AppError('server_error', { internal: 'route_without_decision' });
  return decision;
}
