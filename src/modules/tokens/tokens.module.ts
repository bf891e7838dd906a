import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../../platform/idempotency/index.js';
import { AccessTokenVerifier } from './access-token.verifier.js';
import { Authorizations } from './authorizations.service.js';
import { BrowserSessions } from './browser-sessions.service.js';
import { IdentityTokens } from './identity-tokens.service.js';
import { LoginSessionsRepository } from './login-sessions.repository.js';
import { LoginTokenVerifier } from './login-token.verifier.js';
import { LoginTokensService } from './login-tokens.service.js';
import { OAuthRecordsRepository } from './oauth-records.repository.js';
import { OAuthRecords } from './oauth-records.service.js';
import { SigningKeyLifecycle } from './signing-key-lifecycle.js';
import { SigningKeySchedule } from './signing-key-schedule.js';
import { SigningKeySupply } from './signing-key-supply.js';
import { SigningKeyWatch } from './signing-key-watch.js';
import { SigningKeysRepository } from './signing-keys.repository.js';
import { SigningKeysService } from './signing-keys.service.js';
import { TokenCleanup } from './token-cleanup.js';
import { TokenCutoffsRepository } from './token-cutoffs.repository.js';
import { TokenCutoffs } from './token-cutoffs.service.js';
import { TokenKeys } from './token-keys.js';
import { TokenStateRepository } from './token-state.repository.js';

@Module({
  // Also where the server is not whole, as for commands: what has expired is cleaned up here.
  imports: [IdempotencyModule],
  providers: [
    SigningKeysRepository,
    SigningKeysService,
    SigningKeyLifecycle,
    SigningKeySupply,
    SigningKeySchedule,
    SigningKeyWatch,
    TokenKeys,
    IdentityTokens,
    LoginSessionsRepository,
    LoginTokensService,
    LoginTokenVerifier,
    OAuthRecordsRepository,
    OAuthRecords,
    BrowserSessions,
    Authorizations,
    TokenCutoffsRepository,
    TokenCutoffs,
    TokenStateRepository,
    AccessTokenVerifier,
    TokenCleanup,
  ],
  exports: [
    SigningKeysService,
    SigningKeyLifecycle,
    TokenKeys,
    IdentityTokens,
    LoginTokensService,
    LoginTokenVerifier,
    OAuthRecords,
    BrowserSessions,
    Authorizations,
    AccessTokenVerifier,
    TokenCutoffs,
    TokenCleanup,
  ],
})
export class TokensModule {}
