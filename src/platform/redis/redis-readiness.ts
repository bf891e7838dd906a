import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Readiness } from '../observability/index.js';
import { REDIS } from './redis-token.js';

/** `GET /readyz` names `redis`, where one is set. */
@Injectable()
export class RedisReadiness implements OnModuleInit {
  constructor(
    private readonly readiness: Readiness,
    @Inject(REDIS) private readonly redis: Redis | null,
  ) {}

  onModuleInit(): void {
    const { redis } = this;
    if (redis !== null) this.readiness.add({ name: 'redis', check: () => redis.ping() });
  }
}
