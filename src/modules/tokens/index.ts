export { AccessTokenVerifier } from './access-token.verifier.js';
export { type IdentityToken, IdentityTokens } from './identity-tokens.service.js';
export { LoginTokenVerifier } from './login-token.verifier.js';
export { type Authorization, Authorizations, type Consent } from './authorizations.service.js';
export { type BrowserSession, BrowserSessions } from './browser-sessions.service.js';
export {
  type IssuedLogin,
  type LoginSessionInfo,
  LoginTokensService,
} from './login-tokens.service.js';
export { OAuthRecords, type FoundOAuthRecord, type OAuthPayload } from './oauth-records.service.js';
export type { OpenedKey } from './opened-key.js';
export { type Rotation, SigningKeyLifecycle } from './signing-key-lifecycle.js';
export type { SigningKeyRecord } from './signing-key-record.js';
export { SIGNING_KEYS_CHANGED, SigningKeysService } from './signing-keys.service.js';
export { TokenCutoffs } from './token-cutoffs.service.js';
export { TokenKeys } from './token-keys.js';
export { SESSION_SECONDS, TOKEN_SECONDS } from './token-lifetimes.js';
export { TokensModule } from './tokens.module.js';
export { signInPlace, type SignInPlace } from './sign-in-place.js';
