export { LimitsModule } from './limits.module.js';
export { LoginThrottle } from './login-throttle.js';
export { networkOf, siteOf } from './network.js';
export { type QuotaState, RateLimits } from './rate-limits.js';
