import { Module } from '@nestjs/common';
import { CredentialUses } from './credential-uses.js';
import { CredentialUsesRepository } from './credential-uses.repository.js';
import { UsageCleanup } from './usage-cleanup.js';
import { UsageCounter } from './usage-counter.js';
import { UsageCountsRepository } from './usage-counts.repository.js';
import { UsageReportRepository } from './usage-report.repository.js';
import { UsageReports } from './usage-reports.js';

@Module({
  providers: [
    UsageCounter,
    UsageReports,
    CredentialUses,
    UsageCleanup,
    UsageCountsRepository,
    UsageReportRepository,
    CredentialUsesRepository,
  ],
  exports: [UsageCounter, UsageReports, CredentialUses],
})
export class UsageModule {}
