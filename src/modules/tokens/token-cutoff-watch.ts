import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { ChangeEvents } from '../../platform/events/index.js';
import { TokenCutoffsRepository } from './token-cutoffs.repository.js';
import { tagOfCutoff } from './token-cutoffs.service.js';

/** Twice within the second in which a token that was ended must be refused everywhere. */
const INTERVAL_MS = 500;
/** How far clocks may lie apart, and how long a change may take until it is committed. */
const OVERLAP_MS = 60_000;

/**
 * Tells this process what others have ended: clients, users who were signed out, or everything. As for
 * the signing keys, one small statement apart from every request takes the place of messages.
 */
@Injectable()
export class TokenCutoffWatch implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Tokens');
  /** When each subject was changed, as far as this process has told itself of it. */
  private seen = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | null = null;
  private failed = false;

  constructor(
    private readonly cutoffs: TokenCutoffsRepository,
    private readonly events: ChangeEvents,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    if (!this.cutoffs.isShared) return;
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
      const recent = await this.cutoffs.changedSince(this.clock.now() - OVERLAP_MS);
      for (const { subject, changedAt } of recent) {
        if (this.seen.get(subject) !== changedAt) this.events.publish(tagOfCutoff(subject));
      }
      this.seen = new Map(recent.map(({ subject, changedAt }) => [subject, changedAt]));
      this.failed = false;
    } catch (error) {
      if (!this.failed) this.logger.warn(`could not read the token cutoffs: ${String(error)}`);
      this.failed = true;
    }
  }
}
