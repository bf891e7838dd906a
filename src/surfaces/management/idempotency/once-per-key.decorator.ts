import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '../../../platform/api-description/index.js';
import { IDEMPOTENCY_KEY } from './idempotency-key-header.js';
import { OncePerKeyInterceptor } from './once-per-key.interceptor.js';

/**
 * Lets callers repeat a request without doing it twice, by an `Idempotency-Key`. For whatever creates something
 * or issues a secret; it must record what it did by `ManagementAudit`, in the transaction of the change.
 */
export function OncePerKey(): MethodDecorator {
  return applyDecorators(
    UseInterceptors(OncePerKeyInterceptor),
    ApiHeader({ name: IDEMPOTENCY_KEY }),
  );
}
