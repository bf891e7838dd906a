export type {
  AccessKeyChanges,
  AccessKeyRecord,
  AccessKeySecretRecord,
  IssuedAccessKey,
  NewAccessKey,
} from './access-key-record.js';
export type { SignedTokenType } from './access-key.entity.js';
export { AccessKeysModule } from './access-keys.module.js';
export { AccessKeysService } from './access-keys.service.js';
export { SignedTokenVerifier } from './signed-token.verifier.js';
