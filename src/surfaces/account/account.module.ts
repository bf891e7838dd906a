import { Module, type OnModuleInit } from '@nestjs/common';
import { AccessKeysModule } from '../../modules/access-keys/index.js';
import { ApiKeysModule } from '../../modules/api-keys/index.js';
import { AppsModule } from '../../modules/apps/index.js';
import { OAuthClientsModule } from '../../modules/oauth-clients/index.js';
import { ProtectedApisModule, ScopeCatalogue } from '../../modules/protected-apis/index.js';
import { TokensModule } from '../../modules/tokens/index.js';
import { UsersModule } from '../../modules/users/index.js';
import { Authority } from '../management/authority.js';
import { ListPages } from '../management/list-pages.js';
import { CredentialFinder } from '../management/leaked-credentials/credential-finder.js';
import { CallerLimits } from '../management/caller-limits.js';
import { ManagementAudit } from '../management/management-audit.js';
import { ACCOUNT_SCOPES } from './account-scopes.js';
import { OwnApisController } from './apis/own-apis.controller.js';
import { OwnAppsController } from './apps/own-apps.controller.js';
import { AuthorizedAppsController } from './authorized-apps/authorized-apps.controller.js';
import {
  OwnAccessKeysController,
  OwnApiKeysController,
  OwnClientSecretsController,
  OwnClientTokensController,
  OwnOAuthClientsController,
  AllOwnApiKeysController,
  AllOwnAccessKeysController,
  AllOwnOAuthClientsController,
  FindOwnCredentialController,
} from './credential.controllers.js';
import { OwnDecisionsController } from './decisions/own-decisions.controller.js';
import { OwnerAuthority } from './owner-authority.js';
import { PasswordController } from './password/password.controller.js';
import { ProfileController } from './profile/profile.controller.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { OwnUsageController } from './usage/own-usage.controller.js';
import { UsageModule } from '../../modules/usage/index.js';
import { UsageAnswers } from '../management/usage/usage-answers.js';

/** Everything under `/account`. */
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
  ],
  controllers: [
    ProfileController,
    PasswordController,
    SessionsController,
    OwnApisController,
    AuthorizedAppsController,
    OwnAppsController,
    OwnUsageController,
    OwnDecisionsController,
    OwnApiKeysController,
    OwnAccessKeysController,
    OwnOAuthClientsController,
    OwnClientSecretsController,
    OwnClientTokensController,
    AllOwnApiKeysController,
    AllOwnAccessKeysController,
    AllOwnOAuthClientsController,
    FindOwnCredentialController,
  ],
  providers: [
    ManagementAudit,
    ListPages,
    CredentialFinder,
    CallerLimits,
    UsageAnswers,
    { provide: Authority, useClass: OwnerAuthority },
  ],
})
export class AccountModule implements OnModuleInit {
  constructor(private readonly scopes: ScopeCatalogue) {}

  onModuleInit(): void {
    this.scopes.defineOwn(ACCOUNT_SCOPES);
  }
}
