import { Global, Module } from '@nestjs/common';
import { Metrics } from '../observability/index.js';
import { REDIS, type Redis } from '../redis/index.js';
import { FailedCalls } from './failed-calls.js';
import { InsuredWindows } from './insured-windows.js';
import { limitsConnection } from './limits-connection.js';
import { LoginThrottle } from './login-throttle.js';
import { QuotaCountersRepository } from './quota-counters.repository.js';
import { Quotas } from './quotas.js';
import { RateLimits } from './rate-limits.js';
import { WindowCounters } from './window-counters.js';

/** Rate limits and quotas, shared by every surface so that no door has a count of its own. */
@Global()
@Module({
  providers: [
    {
      provide: RateLimits,
      inject: [REDIS, Metrics],
      async useFactory(redis: Redis | null, metrics: Metrics): Promise<RateLimits> {
        const memory = new WindowCounters();
        if (redis === null) return new RateLimits(memory);
        const connection = await limitsConnection(redis);
        return new RateLimits(new InsuredWindows(connection, memory, metrics));
      },
    },
    QuotaCountersRepository,
    Quotas,
    FailedCalls,
    LoginThrottle,
  ],
  exports: [RateLimits, Quotas, FailedCalls, LoginThrottle],
})
export class LimitsModule {}
