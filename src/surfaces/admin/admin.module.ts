import { Module, type OnModuleInit } from '@nestjs/common';
import { AccessKeysModule } from '../../modules/access-keys/index.js';
import { ApiKeysModule } from '../../modules/api-keys/index.js';
import { AppsModule } from '../../modules/apps/index.js';
import { OAuthClientsModule } from '../../modules/oauth-clients/index.js';
import { ProtectedApisModule, ScopeCatalogue } from '../../modules/protected-apis/index.js';
import { TokensModule } from '../../modules/tokens/index.js';
import { UsersModule } from '../../modules/users/index.js';
import { AccessKeysController } from './access-keys/access-keys.controller.js';
import { AdminAudit } from './admin-audit.js';
import { ADMIN_SCOPES } from './admin-scopes.js';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { ApisController } from './apis/apis.controller.js';
import { AppsController } from './apps/apps.controller.js';
import { ListPages } from './list-pages.js';
import { ClientSecretsController } from './oauth-clients/client-secrets.controller.js';
import { OAuthClientsController } from './oauth-clients/oauth-clients.controller.js';
import { ClientTokensController } from './oauth-clients/client-tokens.controller.js';
import { TokensController } from './tokens/tokens.controller.js';
import { UsersController } from './users/users.controller.js';

/** Everything under `/admin`. */
@Module({
  imports: [
    UsersModule,
    AppsModule,
    ApiKeysModule,
    AccessKeysModule,
    OAuthClientsModule,
    ProtectedApisModule,
    TokensModule,
  ],
  controllers: [
    UsersController,
    AppsController,
    ApiKeysController,
    AccessKeysController,
    OAuthClientsController,
    ClientSecretsController,
    ClientTokensController,
    ApisController,
    TokensController,
  ],
  providers: [AdminAudit, ListPages],
})
export class AdminModule implements OnModuleInit {
  constructor(private readonly scopes: ScopeCatalogue) {}

  onModuleInit(): void {
    this.scopes.defineOwn(ADMIN_SCOPES);
  }
}
