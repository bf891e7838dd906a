import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { CredentialUsesRepository } from './credential-uses.repository.js';
import type { CredentialUse } from './credential-use.entity.js';
import { UsageCountsRepository } from './usage-counts.repository.js';
import type { UsageCount } from './usage-count.entity.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const FLUSH_INTERVAL_MS = 1_000;
/** While the database is away, no more sorts of calls than this are remembered. */
const MOST_COUNTS = 200_000;
const MOST_USES = 200_000;

/** A decided call, by what it is counted under; an empty string means "none". */
export type CountedCall = Omit<UsageCount, 'hour' | 'count'>;

/** Who used a credential, and from where. */
export interface Use {
  readonly address: string | null;
  readonly userAgent: string | null;
}

/**
 * Counts calls and notes uses in memory, and writes them once a second: a call costs a look into a map.
 * What cannot be written is kept and written later. A process that is killed loses what it noted since
 * its last writing, a second at most; one that is told to end loses nothing.
 */
@Injectable()
export class UsageRecorder
  implements OnModuleInit, BeforeApplicationShutdown, OnApplicationShutdown
{
  private readonly logger = new Logger('Usage');
  private counts = new Map<string, UsageCount>();
  private uses = new Map<string, CredentialUse>();
  /** What was noted in the current minute, written or not. */
  private noted = new Set<string>();
  private minute = 0;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly clock: Clock,
    private readonly countRows: UsageCountsRepository,
    private readonly useRows: CredentialUsesRepository,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.flush(), FLUSH_INTERVAL_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.flush();
  }

  /** Requests were answered until now. */
  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  /** @param key tells calls of other sorts apart: all members of the call, in any form */
  count(key: string, call: () => CountedCall): void {
    const hour = Math.floor(this.clock.now() / HOUR_MS) * HOUR_MS;
    const hourly = `${hour} ${key}`;
    const known = this.counts.get(hourly);
    if (known !== undefined) known.count += 1;
    else if (this.counts.size < MOST_COUNTS) this.counts.set(hourly, { ...call(), hour, count: 1 });
  }

  /**
   * Notes that a credential was used: once a minute and secret.
   *
   * @param secret the key of the secret's row; null: it has none
   * @param use asked for only when it is noted
   */
  note(credentialId: string, secret: string | null, use: () => Use): void {
    const minute = Math.floor(this.clock.now() / MINUTE_MS) * MINUTE_MS;
    if (minute !== this.minute) {
      this.minute = minute;
      this.noted = new Set();
    }
    const key = secret === null ? credentialId : `${credentialId} ${secret}`;
    if (this.noted.has(key) || this.uses.size >= MOST_USES) return;
    this.noted.add(key);
    const row = { credentialId, usedAt: minute, ...use() };
    this.uses.set(credentialId, { ...row, secret: '' });
    if (secret !== null) this.uses.set(key, { ...row, secret });
  }

  /** Writes what was noted until now; one writing at a time. */
  flush(): Promise<void> {
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  private async write(): Promise<void> {
    const { counts, uses } = this;
    if (counts.size > 0) {
      this.counts = new Map();
      await this.attempt(
        'counts',
        () => this.countRows.add([...counts.values()]),
        () => {
          this.putBack(counts);
        },
      );
    }
    if (uses.size > 0) {
      this.uses = new Map();
      await this.attempt(
        'uses',
        () => this.useRows.note([...uses.values()]),
        () => {
          for (const [key, use] of uses) if (!this.uses.has(key)) this.uses.set(key, use);
        },
      );
    }
  }

  private async attempt(what: string, write: () => Promise<void>, putBack: () => void) {
    try {
      await write();
    } catch (error) {
      putBack();
      this.logger.warn(`${what} were not written yet: ${String(error)}`);
    }
  }

  private putBack(counts: ReadonlyMap<string, UsageCount>): void {
    for (const [key, row] of counts) {
      const newer = this.counts.get(key);
      if (newer === undefined) this.counts.set(key, row);
      else newer.count += row.count;
    }
  }
}
