export { FailedCalls } from './failed-calls.js';
export { LimitsModule } from './limits.module.js';
export { LoginThrottle } from './login-throttle.js';
export { networkOf, siteOf } from './network.js';
export type { QuotaState, Window, WindowState } from './quota-state.js';
export { type BucketQuota, type PeriodState, Quotas } from './quotas.js';
export { RateLimits } from './rate-limits.js';
