export type { Redis } from 'ioredis';
export { RedisModule } from './redis.module.js';
export { REDIS } from './redis-token.js';
