import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { SigningKeysRepository } from './signing-keys.repository.js';
import { SigningKeysService } from './signing-keys.service.js';

/** Twice within the second in which a revoked key must be refused everywhere. */
const INTERVAL_MS = 500;

/**
 * Notices what other processes do to the keys. Change messages do not leave the process; one small
 * statement, apart from every request, takes their place. An SQLite file has one process, and no watch.
 */
@Injectable()
export class SigningKeyWatch implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('SigningKeys');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | null = null;
  private failed = false;

  constructor(
    private readonly repository: SigningKeysRepository,
    private readonly keys: SigningKeysService,
  ) {}

  onModuleInit(): void {
    if (!this.repository.isShared) return;
    this.timer = setInterval(() => {
      this.running ??= this.look().finally(() => (this.running = null));
    }, INTERVAL_MS);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async look(): Promise<void> {
    try {
      await this.keys.reloadIfChanged();
      this.failed = false;
    } catch (error) {
      if (!this.failed) this.logger.warn(`could not read the signing keys: ${String(error)}`);
      this.failed = true;
    }
  }
}
