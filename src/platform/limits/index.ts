export { LimitsModule } from './limits.module.js';
export { LoginThrottle, networkOf } from './login-throttle.js';
export { type QuotaState, RateLimits } from './rate-limits.js';
