import { Global, Module } from '@nestjs/common';
import { IdempotencyKeys } from './idempotency-keys.js';
import { IdempotencyKeysRepository } from './idempotency-keys.repository.js';

/** Makes idempotency keys injectable everywhere. */
@Global()
@Module({
  providers: [IdempotencyKeys, IdempotencyKeysRepository],
  exports: [IdempotencyKeys, IdempotencyKeysRepository],
})
export class IdempotencyModule {}
