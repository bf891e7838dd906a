import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { AppError } from '../../../kernel/errors/index.js';
import { IdempotencyKeys, type Reservation } from '../../../platform/idempotency/index.js';
import { callerOf } from '../caller.js';
import { idempotencyKeyOf } from './idempotency-key-header.js';

/** Reserves the `Idempotency-Key` of a request, if it has one, for as long as the request runs. */
@Injectable()
export class OncePerKeyInterceptor implements NestInterceptor {
  constructor(private readonly keys: IdempotencyKeys) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = idempotencyKeyOf(request.raw.rawHeaders);
    if (key === null) return next.handle();
    const { method, params, body, routeOptions } = request;
    const reservation = await this.keys.reserve({
      caller: callerOf(request).principal.subject,
      operation: `${method} ${routeOptions.url} ${JSON.stringify(params)}`,
      key,
      body,
    });
    request.reservation = reservation;
    return from(once(reservation, next));
  }
}

/** @throws what the work throws; the key is then free again */
async function once(reservation: Reservation, next: CallHandler): Promise<unknown> {
  try {
    const answer: unknown = await lastValueFrom(next.handle());
    if (reservation.isCompleted) return answer;
    throw new AppError('server_error', { internal: 'idempotency_key_without_audit_entry' });
  } catch (error) {
    await reservation.release();
    throw error;
  }
}
