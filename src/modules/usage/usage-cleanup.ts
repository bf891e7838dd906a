import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { AppConfig } from '../../platform/config/index.js';
import { CredentialUsesRepository } from './credential-uses.repository.js';
import { UsageCountsRepository } from './usage-counts.repository.js';

const DAY_MS = 24 * 3_600_000;

/**
 * Removes counts that are older than they are to be kept, and uses of credentials that are gone: at the
 * start and once a day. Safe in several instances at once.
 */
@Injectable()
export class UsageCleanup implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Usage');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(
    private readonly counts: UsageCountsRepository,
    private readonly uses: CredentialUsesRepository,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  onModuleInit(): void {
    this.attempt();
    this.timer = setInterval(() => this.attempt(), DAY_MS);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  async run(): Promise<void> {
    await this.uses.deleteOrphans();
    const days = this.config.usageRetentionDays;
    if (days === 0) return;
    const before = this.clock.now() - days * DAY_MS;
    while (!this.isStopped && (await this.counts.deleteOldest(before)));
  }

  private attempt(): void {
    this.running = this.run().catch((error: unknown) => {
      this.logger.warn(`old usage was not removed: ${String(error)}`);
    });
  }
}
