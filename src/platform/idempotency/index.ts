export { IdempotencyKeys, type KeyedRequest } from './idempotency-keys.js';
export { IdempotencyKeysRepository } from './idempotency-keys.repository.js';
export { IdempotencyModule } from './idempotency.module.js';
export type { Reservation } from './reservation.js';
