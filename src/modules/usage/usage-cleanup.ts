import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { AppConfig } from '../../platform/config/index.js';
import { CredentialUsesRepository } from './credential-uses.repository.js';
import { UsageCountsRepository } from './usage-counts.repository.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Small, so that no statement keeps others waiting. */
const BATCH = 1_000;

/** Removes what is older than it may get, every hour. Safe in several instances at once. */
@Injectable()
export class UsageCleanup implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('UsageCleanup');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly counts: UsageCountsRepository,
    private readonly uses: CredentialUsesRepository,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => {
      this.running = this.run().catch((error: unknown) => {
        this.logger.warn(`old counts were not removed: ${String(error)}`);
      });
    }, HOUR_MS);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  async run(): Promise<void> {
    await this.uses.deleteOfNobody();
    const { usageRetentionDays: days } = this.config;
    if (days === 0) return;
    const before = this.clock.now() - days * DAY_MS;
    await this.uses.deleteBefore(before);
    while ((await this.counts.deleteBefore(before, BATCH)) === BATCH);
  }
}
