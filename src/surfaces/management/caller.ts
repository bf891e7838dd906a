import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import '../../auth/index.js';
import { AppError } from '../../kernel/errors/index.js';
import type { Principal } from '../../kernel/principal.js';
import type { Reservation } from '../../platform/idempotency/index.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of its `Idempotency-Key`, where the operation takes one and the request has one. */
    reservation?: Reservation;
  }
}

/** Who is administering, and from where: for granting and for the audit. */
export interface Caller {
  readonly principal: Principal;
  readonly requestId: string;
  readonly clientAddress: string | null;
  /** Completed by the audit entry of what the call does; null: the call has no `Idempotency-Key`. */
  readonly reservation: Reservation | null;
}

/** Hands the caller to a route that is `@AdminAccess` or `@AccountAccess`. */
export const CurrentCaller = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** @throws AppError `server_error` on a route that anybody may call: a mistake in our own code */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.decision) {
    throw new AppError('server_error', { internal: 'admin_route_without_decision' });
  }
  return {
    principal: request.decision.principal,
    requestId: request.id,
    clientAddress: request.clientAddress,
    reservation: request.reservation ?? null,
  };
}
