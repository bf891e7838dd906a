import { Module } from '@nestjs/common';
import { AppsModule } from '../../modules/apps/index.js';
import { OAuthClientsModule } from '../../modules/oauth-clients/index.js';
import { ProtectedApisModule } from '../../modules/protected-apis/index.js';
import { TokensModule } from '../../modules/tokens/index.js';
import { UsageModule } from '../../modules/usage/index.js';
import { UsersModule } from '../../modules/users/index.js';
import { OutboundModule } from '../../platform/outbound/index.js';
import { ClientAssertions } from './engine/client-assertions.js';
import { ClientUse } from './engine/client-use.js';
import { CodeGuesses } from './engine/code-guesses.js';
import { DevicePages } from './engine/device-pages.js';
import { DevicePolling } from './engine/device-polling.js';
import { EngineClients } from './engine/engine-clients.js';
import { EngineObserver } from './engine/engine-observer.js';
import { EnginePages } from './engine/engine-pages.js';
import { FormsAtOnce } from './engine/forms-at-once.js';
import { Introspection } from './engine/introspection.js';
import { KnownClients } from './engine/known-clients.js';
import { MachineTokens } from './engine/machine-tokens.js';
import { OAuthAccounts } from './engine/oauth-accounts.js';
import { OAuthEngine } from './engine/oauth-engine.js';
import { IdTokenHints } from './engine/id-token-hints.js';
import { PostedRequests } from './engine/posted-requests.js';
import { QuestionLimit } from './engine/question-limit.js';
import { RefreshReplay } from './engine/refresh-replay.js';
import { RememberedConsents } from './engine/remembered-consents.js';
import { RequestDescriptions } from './engine/request-descriptions.js';
import { ResourcePolicy } from './engine/resource-policy.js';
import { ResponseFinish } from './engine/response-finish.js';
import { Revocation } from './engine/revocation.js';
import { UserCodeLimit } from './engine/user-code-limit.js';
import { DownscopedTokens } from './grants/downscoped-tokens.js';
import { ExchangedTokens } from './grants/exchanged-tokens.js';
import { JwtBearerGrant } from './grants/jwt-bearer.grant.js';
import { TokenExchangeGrant } from './grants/token-exchange.grant.js';
import { ConsentStep } from './interaction/consent-step.js';
import { InteractionForms } from './interaction/interaction-forms.js';
import { InteractionRoutes } from './interaction/interaction.routes.js';
import { LoginStep } from './interaction/login-step.js';
import { OAuthRoutes } from './oauth.routes.js';
import { RegistrationTokens } from './registration/registration-tokens.js';
import { SelfRegistration } from './registration/self-registration.js';
import { StrangerPolicy } from './registration/stranger-policy.js';
import { ProtectedResourceController } from './protected-resource.controller.js';

/** OAuth 2.1 and OpenID Connect for consumers. */
@Module({
  imports: [
    AppsModule,
    OutboundModule,
    OAuthClientsModule,
    ProtectedApisModule,
    TokensModule,
    UsageModule,
    UsersModule,
  ],
  controllers: [ProtectedResourceController],
  exports: [RegistrationTokens],
  providers: [
    OAuthEngine,
    OAuthRoutes,
    FormsAtOnce,
    KnownClients,
    MachineTokens,
    OAuthAccounts,
    EngineClients,
    EngineObserver,
    EnginePages,
    RememberedConsents,
    ResourcePolicy,
    RefreshReplay,
    IdTokenHints,
    ClientUse,
    CodeGuesses,
    ClientAssertions,
    RegistrationTokens,
    SelfRegistration,
    StrangerPolicy,
    ResponseFinish,
    Introspection,
    Revocation,
    PostedRequests,
    QuestionLimit,
    UserCodeLimit,
    DevicePages,
    DevicePolling,
    RequestDescriptions,
    ExchangedTokens,
    DownscopedTokens,
    JwtBearerGrant,
    TokenExchangeGrant,
    InteractionRoutes,
    InteractionForms,
    LoginStep,
    ConsentStep,
  ],
})
export class OAuthModule {}
