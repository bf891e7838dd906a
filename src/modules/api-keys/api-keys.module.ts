import { Module } from '@nestjs/common';
import { ApiKeyLookupRepository } from './api-key-lookup.repository.js';
import { ApiKeyVerifier } from './api-key.verifier.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { ApiKeysService } from './api-keys.service.js';

@Module({
  providers: [ApiKeysService, ApiKeyVerifier, ApiKeysRepository, ApiKeyLookupRepository],
  exports: [ApiKeysService, ApiKeyVerifier],
})
export class ApiKeysModule {}
