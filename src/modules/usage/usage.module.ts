import { Module } from '@nestjs/common';
import { CredentialUsesRepository } from './credential-uses.repository.js';
import { CredentialUses } from './credential-uses.service.js';
import { UsageCleanup } from './usage-cleanup.js';
import { UsageCountsRepository } from './usage-counts.repository.js';
import { UsageRecorder } from './usage-recorder.js';
import { UsageService } from './usage.service.js';

/** Who called what, and how often; when a credential was used last. */
@Module({
  providers: [
    UsageCountsRepository,
    CredentialUsesRepository,
    UsageRecorder,
    UsageService,
    CredentialUses,
    UsageCleanup,
  ],
  exports: [UsageRecorder, UsageService, CredentialUses],
})
export class UsageModule {}
