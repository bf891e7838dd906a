import { Global, Module } from '@nestjs/common';
import { DatabaseReadiness } from './database-readiness.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';
import { Metrics } from './metrics.js';
import { Readiness } from './readiness.js';

/**
 * Health and metrics; `Readiness` and `Metrics` can be injected everywhere. A module without which the
 * server cannot work adds its check in `onModuleInit`.
 */
@Global()
@Module({
  controllers: [HealthController, MetricsController],
  providers: [Metrics, Readiness, DatabaseReadiness],
  exports: [Metrics, Readiness],
})
export class ObservabilityModule {}
