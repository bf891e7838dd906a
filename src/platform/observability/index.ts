export { createLogger } from './logger.js';
export { type DecisionOutcome, Metrics } from './metrics.js';
export { NestLogger } from './nest-logger.js';
export { ObservabilityModule } from './observability.module.js';
export { type FailedCheck, Readiness, type ReadinessCheck } from './readiness.js';
