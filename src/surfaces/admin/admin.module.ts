import { Module, type OnModuleInit } from '@nestjs/common';
import { AccessKeysModule } from '../../modules/access-keys/index.js';
import { ApiKeysModule } from '../../modules/api-keys/index.js';
import { AppsModule } from '../../modules/apps/index.js';
import { OAuthClientsModule } from '../../modules/oauth-clients/index.js';
import { ProtectedApisModule, ScopeCatalogue } from '../../modules/protected-apis/index.js';
import { TokensModule } from '../../modules/tokens/index.js';
import { UsersModule } from '../../modules/users/index.js';
import { OutboundModule } from '../../platform/outbound/index.js';
import { CallerLimits } from '../management/caller-limits.js';
import { CredentialFinder } from '../management/leaked-credentials/credential-finder.js';
import { ManagementAudit } from '../management/management-audit.js';
import { ADMIN_SCOPES } from './admin-scopes.js';
import { AdminAuthority } from './admin-authority.js';
import { ApiGrantsController } from './api-grants/api-grants.controller.js';
import { ApisController } from './apis/apis.controller.js';
import { TestUpstreamController } from './apis/test-upstream.controller.js';
import { ConnectController } from './connect/connect.controller.js';
import { AppsController } from './apps/apps.controller.js';
import {
  AccessKeysController,
  ApiKeysController,
  ClientSecretsController,
  ClientTokensController,
  OAuthClientsController,
  AllApiKeysController,
  AllAccessKeysController,
  AllOAuthClientsController,
  FindCredentialController,
} from './credential.controllers.js';
import { DecisionsController } from './decisions/decisions.controller.js';
import { Authority } from '../management/authority.js';
import { ListPages } from '../management/list-pages.js';
import { OAuthModule } from '../oauth/index.js';
import { RegistrationTokensController } from './registration-tokens/registration-tokens.controller.js';
import { ServerController } from './server/server.controller.js';
import { TokensController } from './tokens/tokens.controller.js';
import { SigningKeysController } from './signing-keys/signing-keys.controller.js';
import { UsersController } from './users/users.controller.js';
import { AuditEventsController } from './audit-events/audit-events.controller.js';
import { UsageController } from './usage/usage.controller.js';
import { UsageModule } from '../../modules/usage/index.js';
import { UsageAnswers } from '../management/usage/usage-answers.js';

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
    UsageModule,
    OAuthModule,
    OutboundModule,
  ],
  controllers: [
    UsersController,
    UsageController,
    AuditEventsController,
    AppsController,
    ApiKeysController,
    AccessKeysController,
    OAuthClientsController,
    ClientSecretsController,
    ClientTokensController,
    AllApiKeysController,
    AllAccessKeysController,
    AllOAuthClientsController,
    FindCredentialController,
    ApisController,
    TestUpstreamController,
    ApiGrantsController,
    ConnectController,
    SigningKeysController,
    TokensController,
    DecisionsController,
    RegistrationTokensController,
    ServerController,
  ],
  providers: [
    ManagementAudit,
    ListPages,
    CredentialFinder,
    CallerLimits,
    UsageAnswers,
    { provide: Authority, useClass: AdminAuthority },
  ],
})
export class AdminModule implements OnModuleInit {
  constructor(private readonly scopes: ScopeCatalogue) {}

  onModuleInit(): void {
    this.scopes.defineOwn(ADMIN_SCOPES);
  }
}
