export type {
  ApiKeyChanges,
  ApiKeyRecord,
  ApiKeySecretRecord,
  IssuedApiKey,
  NewApiKey,
} from './api-key-record.js';
export { ApiKeyVerifier } from './api-key.verifier.js';
export { ApiKeysModule } from './api-keys.module.js';
export { ApiKeysService } from './api-keys.service.js';
