import { type DynamicModule, Module } from '@nestjs/common';
import { AuthModule } from './auth/index.js';
import { ENTITIES } from './entities.js';
import { AuditModule } from './platform/audit/index.js';
import { type AppConfig, ConfigModule } from './platform/config/index.js';
import { DatabaseModule } from './platform/database/index.js';
import { EventsModule } from './platform/events/index.js';
import { HttpModule } from './platform/http/index.js';
import { IdempotencyModule } from './platform/idempotency/index.js';
import { LimitsModule } from './platform/limits/index.js';
import { ObservabilityModule } from './platform/observability/index.js';
import { RedisModule } from './platform/redis/index.js';
import { AccountModule } from './surfaces/account/index.js';
import { AdminModule } from './surfaces/admin/index.js';
import { ConsoleModule } from './surfaces/console/console.module.js';
import { DiagnosisModule } from './surfaces/diagnosis/diagnosis.module.js';
import { DocsModule } from './surfaces/docs/docs.module.js';
import { ForwardAuthModule } from './surfaces/forward-auth/forward-auth.module.js';
import { GatewayModule } from './surfaces/gateway/gateway.module.js';
import { LoginModule } from './surfaces/login/login.module.js';
import { OAuthModule } from './surfaces/oauth/index.js';
import { PagesModule } from './surfaces/pages/index.js';
import { SamplesModule } from './surfaces/samples/samples.module.js';
import { SetupModule } from './surfaces/setup/setup.module.js';

/** The one list of what the server is made of, from the ground up. */
@Module({})
export class AppModule {
  static register(config: AppConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.register(config),
        EventsModule,
        DatabaseModule.register({ entities: ENTITIES }),
        RedisModule,
        AuditModule,
        IdempotencyModule,
        LimitsModule,
        ObservabilityModule,
        HttpModule,
        AuthModule,
        PagesModule,
        SetupModule,
        LoginModule,
        OAuthModule,
        AdminModule,
        AccountModule,
        DiagnosisModule,
        DocsModule,
        ConsoleModule,
        ...(config.samples ? [SamplesModule] : []),
        ForwardAuthModule,
        GatewayModule,
      ],
    };
  }
}
