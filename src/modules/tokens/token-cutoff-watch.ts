import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { ChangeEvents } from '../../platform/events/index.js';
import { TableWatch } from './table-watch.js';
import { TokenCutoffsRepository } from './token-cutoffs.repository.js';
import { tagOfCutoff } from './token-cutoffs.service.js';

/** How far clocks may lie apart, and how long a change may take until it is committed. */
const OVERLAP_MS = 60_000;

/** Tells this process what others have ended: clients, users who were signed out, or everything. */
@Injectable()
export class TokenCutoffWatch implements OnModuleInit, OnModuleDestroy {
  private readonly watch = new TableWatch('token cutoffs', () => this.look());
  /** When each subject was changed, as far as this process has told itself of it. */
  private seen = new Map<string, number>();

  constructor(
    private readonly cutoffs: TokenCutoffsRepository,
    private readonly events: ChangeEvents,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    if (this.cutoffs.isShared) this.watch.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.watch.stop();
  }

  private async look(): Promise<void> {
    const recent = await this.cutoffs.changedSince(this.clock.now() - OVERLAP_MS);
    for (const { subject, changedAt } of recent) {
      if (this.seen.get(subject) !== changedAt) this.events.publish(tagOfCutoff(subject));
    }
    this.seen = new Map(recent.map(({ subject, changedAt }) => [subject, changedAt]));
  }
}
