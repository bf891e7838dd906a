import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import type { UsageCount } from './usage-count.entity.js';
import { UsageCountsRepository } from './usage-counts.repository.js';

const HOUR_MS = 3_600_000;
const FLUSH_INTERVAL_MS = 1000;
/** So that a statement stays below the parameters that a database takes. */
const BATCH = 500;
/** Only while the database is away do so many come together. */
const MOST_TALLIES = 50_000;

/** What a call is counted under. Empty: does not apply, or is not known. */
export type Counted = Readonly<Omit<UsageCount, 'hour' | 'calls'>>;

type Tally = { -readonly [Member in keyof UsageCount]: UsageCount[Member] };

/**
 * Counts calls in memory and adds them to the database once a second. What cannot be written is kept;
 * where too much is kept, calls go on being counted, without app and credential.
 */
@Injectable()
export class UsageCounter implements OnModuleInit {
  private readonly logger = new Logger('Usage');
  private tallies = new Map<string, Tally>();
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  private waiting: Promise<void> | null = null;
  private failed = false;

  constructor(
    private readonly repository: UsageCountsRepository,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.flush(), FLUSH_INTERVAL_MS);
    this.timer.unref();
  }

  /** Writes what is left. To be awaited when no call is answered any more, and the database is still open. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  count(counted: Counted): void {
    this.add(counted, Math.floor(this.clock.now() / HOUR_MS) * HOUR_MS, 1);
  }

  /** Writes what was counted until now. One writer at a time: who comes meanwhile shares the next turn. */
  flush(): Promise<void> {
    this.waiting ??= this.writing.then(() => {
      this.waiting = null;
      return (this.writing = this.write());
    });
    return this.waiting;
  }

  private add(counted: Counted, hour: number, calls: number): void {
    const { apiId, appId, credentialId, kind, code } = counted;
    const key = `${hour} ${apiId} ${appId} ${credentialId} ${kind} ${code}`;
    const tally = this.tallies.get(key);
    if (tally !== undefined) tally.calls += calls;
    else if (this.tallies.size < MOST_TALLIES || (appId === '' && credentialId === '')) {
      this.tallies.set(key, { hour, apiId, appId, credentialId, kind, code, calls });
    } else this.add({ apiId, appId: '', credentialId: '', kind, code }, hour, calls);
  }

  private async write(): Promise<void> {
    if (this.tallies.size === 0) return;
    const rows = [...this.tallies.values()];
    this.tallies = new Map();
    for (let start = 0; start < rows.length; start += BATCH) {
      try {
        await this.repository.add(rows.slice(start, start + BATCH));
        this.failed = false;
      } catch (error) {
        for (const tally of rows.slice(start)) this.add(tally, tally.hour, tally.calls);
        // Said once: this is tried again each second.
        if (!this.failed) this.logger.warn(`usage was not written yet: ${String(error)}`);
        this.failed = true;
        return;
      }
    }
  }
}
