export { AccessTokenVerifier } from './access-token.verifier.js';
export { LoginTokenVerifier } from './login-token.verifier.js';
export { type IssuedLogin, LoginTokensService } from './login-tokens.service.js';
export { OAuthRecords, type FoundOAuthRecord, type OAuthPayload } from './oauth-records.service.js';
export { SigningKeysService, type OpenedKey } from './signing-keys.service.js';
export { TokenCutoffs } from './token-cutoffs.service.js';
export { TokenKeys } from './token-keys.js';
export { TokensModule } from './tokens.module.js';
