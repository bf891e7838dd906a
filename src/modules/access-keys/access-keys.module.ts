import { Module } from '@nestjs/common';
import { AccessKeyLookupRepository } from './access-key-lookup.repository.js';
import { AccessKeysRepository } from './access-keys.repository.js';
import { AccessKeysService } from './access-keys.service.js';
import { SignedTokenVerifier } from './signed-token.verifier.js';
import { WarmAccessKeys } from './warm-access-keys.js';

@Module({
  providers: [
    AccessKeysService,
    SignedTokenVerifier,
    WarmAccessKeys,
    AccessKeysRepository,
    AccessKeyLookupRepository,
  ],
  exports: [AccessKeysService, SignedTokenVerifier],
})
export class AccessKeysModule {}
