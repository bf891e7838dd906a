import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { AppConfig } from '../config/index.js';
import { RedisReadiness } from './redis-readiness.js';
import { REDIS } from './redis-token.js';

/**
 * Provides the one connection to Redis everywhere: `@Inject(REDIS) redis: Redis | null`, null when
 * `REDIS_URL` is not set. The boot ends with a `StartupError` when it is set and cannot be reached.
 * It closes in Nest's `onApplicationShutdown`, as the database does.
 */
@Global()
@Module({
  providers: [
    RedisReadiness,
    {
      provide: REDIS,
      inject: [AppConfig],
      async useFactory({ redisUrl }: AppConfig): Promise<Redis | null> {
        if (redisUrl === null) return null;
        // Who has no Redis does not load its client.
        const { connectRedis, createRedis } = await import('./redis-connection.js');
        const redis = createRedis(redisUrl);
        await connectRedis(redis);
        return redis;
      },
    },
  ],
  exports: [REDIS],
})
export class RedisModule implements OnApplicationShutdown {
  constructor(@Inject(REDIS) private readonly redis: Redis | null) {}

  onApplicationShutdown(): void {
    this.redis?.disconnect();
  }
}
