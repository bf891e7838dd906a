import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import '../../auth/index.js';
import { AppError } from '../../kernel/errors/index.js';
import type { Principal } from '../../kernel/principal.js';

/** Who is administering, and from where: for granting and for the audit. */
export interface Caller {
  readonly principal: Principal;
  readonly requestId: string;
  readonly clientAddress: string | null;
}

/** Hands the caller to a route that is `@AdminAccess`. */
export const CurrentCaller = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Caller => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!request.decision) {
      throw new AppError('server_error', { internal: 'admin_route_without_decision' });
    }
    const { principal } = request.decision;
    return { principal, requestId: request.id, clientAddress: request.clientAddress };
  },
);
