export { OAuthModule } from './oauth.module.js';
export { RegistrationTokens, type RegistrationToken } from './registration/registration-tokens.js';
