import { Global, Module } from '@nestjs/common';
import { LoginThrottle } from './login-throttle.js';
import { QuotaCountersRepository } from './quota-counters.repository.js';
import { Quotas } from './quotas.js';
import { RateLimits } from './rate-limits.js';

/** Rate limits and quotas, shared by every surface so that no door has a count of its own. */
@Global()
@Module({
  providers: [RateLimits, QuotaCountersRepository, Quotas, LoginThrottle],
  exports: [RateLimits, Quotas, LoginThrottle],
})
export class LimitsModule {}
