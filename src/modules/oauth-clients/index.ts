export { ClientSecretsService, type SecretTerms } from './client-secrets.service.js';
export {
  APPLICATION_TYPES,
  CLIENT_AUTH_METHODS,
  CLIENT_GRANT_TYPES,
  CLIENT_KINDS,
  INTROSPECTION_RIGHTS,
  type ApplicationType,
  type ClientAuthMethod,
  type ClientGrantType,
  type ClientJwks,
  type ClientKind,
  type ClientRegistrar,
  type IntrospectionRight,
} from './oauth-client.entity.js';
export {
  machineScopeOf,
  toClientMetadata,
  type ClientChanges,
  type ClientMetadata,
  type ClientSecretInfo,
  type ClientStanding,
  type IssuedClientSecret,
  type RegisteredClient,
} from './oauth-client.js';
export { OAuthClientsModule } from './oauth-clients.module.js';
export { OAuthClientsService } from './oauth-clients.service.js';
export { OwnClientsService } from './own-clients.service.js';
export { registrationOf } from './client-registration.js';
export { generateClientSecret } from './client-secret.js';
export { SelfRegisteredClientsService } from './self-registered-clients.service.js';
