import { Global, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AccessKeysModule } from '../modules/access-keys/index.js';
import { ApiKeysModule } from '../modules/api-keys/index.js';
import { ProtectedApisModule } from '../modules/protected-apis/index.js';
import { TokensModule } from '../modules/tokens/index.js';
import { UsageModule } from '../modules/usage/index.js';
import { ApiAccess } from './api-access.js';
import { AuthGuard } from './auth.guard.js';
import { Authenticator } from './authenticator.js';
import { Calls } from './calls.js';
import { CredentialInquiry } from './credential-inquiry.js';
import { CredentialUse } from './credential-use.js';
import { DecisionObservers } from './decision-observers.js';
import { Doorkeeper } from './doorkeeper.js';
import { IdentityHeaders } from './identity-headers.js';
import { DecisionLog } from './explaining/decision-log.js';
import { SharedDecisions } from './explaining/shared-decisions.js';
import { Meter } from './meter.js';
import { ProofOfPossession } from './proof-of-possession.js';
import { RoutePolicies } from './route-policies.js';
import { AnonymousStrategy } from './strategies/anonymous.strategy.js';
import { ApiKeyStrategy } from './strategies/api-key.strategy.js';
import { JwtStrategy } from './strategies/jwt.strategy.js';
import { SignedTokenStrategy } from './strategies/signed-token.strategy.js';
import { UsageRecording } from './usage-recording.js';

/** Where the credential kinds meet: one decision for every surface. */
@Global()
@Module({
  imports: [
    DiscoveryModule,
    ApiKeysModule,
    AccessKeysModule,
    TokensModule,
    ProtectedApisModule,
    UsageModule,
  ],
  providers: [
    ApiKeyStrategy,
    JwtStrategy,
    SignedTokenStrategy,
    AnonymousStrategy,
    Authenticator,
    CredentialInquiry,
    ProofOfPossession,
    ApiAccess,
    Meter,
    DecisionObservers,
    DecisionLog,
    SharedDecisions,
    Doorkeeper,
    CredentialUse,
    UsageRecording,
    IdentityHeaders,
    Calls,
    RoutePolicies,
    { provide: APP_GUARD, useClass: AuthGuard },
  ],
  exports: [
    CredentialUse,
    Authenticator,
    CredentialInquiry,
    DecisionObservers,
    DecisionLog,
    Doorkeeper,
    IdentityHeaders,
    Calls,
    Meter,
    RoutePolicies,
    UsageRecording,
  ],
})
export class AuthModule {}
