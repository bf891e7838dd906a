import { type DynamicModule, Module } from '@nestjs/common';
import { TokensModule } from '../../modules/tokens/index.js';
import { UsersModule } from '../../modules/users/index.js';
import { AuditModule } from '../../platform/audit/index.js';
import { type AppConfig, ConfigModule } from '../../platform/config/index.js';
import { DatabaseModule, type EntityClass } from '../../platform/database/index.js';
import { EventsModule } from '../../platform/events/index.js';
import { LimitsModule } from '../../platform/limits/index.js';
import { ObservabilityModule } from '../../platform/observability/index.js';
import { RedisModule } from '../../platform/redis/index.js';
import { Administrators } from './administrators.js';

/** As much of the server as commands need that work on its database; it listens nowhere. */
@Module({})
export class CliModule {
  static register(config: AppConfig, entities: readonly EntityClass[]): DynamicModule {
    return {
      module: CliModule,
      imports: [
        ConfigModule.register(config),
        EventsModule,
        DatabaseModule.register({ entities }),
        RedisModule,
        AuditModule,
        ObservabilityModule,
        LimitsModule,
        UsersModule,
        TokensModule,
      ],
      providers: [Administrators],
    };
  }
}
