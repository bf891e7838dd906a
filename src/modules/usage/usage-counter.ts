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
  /** The same for those who count under one object again and again. */
  private known = new WeakMap<Counted, Tally>();
  private hour = 0;
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

  /** @param counted costs less when it is the object that was counted under before */
  count(counted: Counted): void {
    const hour = Math.floor(this.clock.now() / HOUR_MS) * HOUR_MS;
    if (hour !== this.hour) this.known = new WeakMap();
    this.hour = hour;
    const tally = this.known.get(counted);
    if (tally !== undefined) tally.calls += 1;
    else this.known.set(counted, this.add(counted, hour, 1));
  }

  /** Writes what was counted until now. One writer at a time: who comes meanwhile shares the next turn. */
  flush(): Promise<void> {
    this.waiting ??= this.writing.then(() => {
      this.waiting = null;
      return (this.writing = this.write());
    });
    return this.waiting;
  }

  private add(counted: Counted, hour: number, calls: number): Tally {
    const { apiId, appId, credentialId, kind, code } = counted;
    const key = `${hour} ${apiId} ${appId} ${credentialId} ${kind} ${code}`;
    const tally = this.tallies.get(key);
    if (tally !== undefined) {
      tally.calls += calls;
      return tally;
    }
    if (this.tallies.size >= MOST_TALLIES && (appId !== '' || credentialId !== '')) {
      return this.add({ apiId, appId: '', credentialId: '', kind, code }, hour, calls);
    }
    const made = { hour, apiId, appId, credentialId, kind, code, calls };
    this.tallies.set(key, made);
    return made;
  }

  private async write(): Promise<void> {
    if (this.tallies.size === 0) return;
    const rows = [...this.tallies.values()];
    this.tallies = new Map();
    this.known = new WeakMap();
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
