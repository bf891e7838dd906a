import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { IdempotencyKeysRepository } from '../../platform/idempotency/index.js';
import { LoginSessionsRepository } from './login-sessions.repository.js';
import { OAuthRecordsRepository } from './oauth-records.repository.js';

const INTERVAL_MS = 10 * 60 * 1000;
/** Small, so that no statement keeps others waiting. */
const BATCH = 500;
/** Kept beyond its end, so that an answer can still say "expired" instead of "unknown". */
const GRACE_MS = 60 * 60 * 1000;

/** Removes what has expired, in batches, every ten minutes. Safe in several instances at once. */
@Injectable()
export class TokenCleanup implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('TokenCleanup');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly sessions: LoginSessionsRepository,
    private readonly records: OAuthRecordsRepository,
    private readonly idempotencyKeys: IdempotencyKeysRepository,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => {
      this.running = this.run().catch((error: unknown) => {
        this.logger.warn(`what has expired was not removed: ${String(error)}`);
      });
    }, INTERVAL_MS);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Removes everything that ended more than an hour ago. */
  async run(): Promise<void> {
    const before = this.clock.now() - GRACE_MS;
    await untilDone(() => this.records.deleteEnded(before, BATCH));
    await untilDone(() => this.sessions.deleteEnded(before, BATCH));
    await untilDone(() => this.idempotencyKeys.deleteEnded(before, BATCH));
  }
}

async function untilDone(deleteBatch: () => Promise<number>): Promise<void> {
  while ((await deleteBatch()) === BATCH);
}
