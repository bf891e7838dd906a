import { Logger } from '@nestjs/common';
import type { Clock } from '../clock.js';

const MINUTE_MS = 60_000;
const FLUSH_INTERVAL_MS = 1000;
/** So that a statement stays below the parameters that a database takes. */
const BATCH = 500;

/**
 * Writes the time of use of some things, in one statement. A time that is already later stays.
 *
 * @param usedAt epoch milliseconds, a whole minute
 */
export type WriteLastUsed = (ids: readonly string[], usedAt: number) => Promise<void>;

/** Notes uses in memory, to the minute, and writes them once a second. Its owner starts and stops it. */
export class LastUsed {
  private readonly logger = new Logger('LastUsed');
  private minute = 0;
  private noted = new Set<string>();
  private readonly unwritten = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly clock: Clock,
    private readonly write: WriteLastUsed,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.flush(), FLUSH_INTERVAL_MS);
    this.timer.unref();
  }

  /** Writes what is left. To be awaited before the database is closed. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  note(id: string): void {
    const minute = Math.floor(this.clock.now() / MINUTE_MS) * MINUTE_MS;
    if (minute !== this.minute) {
      this.minute = minute;
      this.noted = new Set();
    }
    if (this.noted.has(id)) return;
    this.noted.add(id);
    this.unwritten.set(id, minute);
  }

  /** Writes what was noted until now; one caller at a time. */
  flush(): Promise<void> {
    this.writing = this.writing.then(() => this.writeNoted());
    return this.writing;
  }

  private async writeNoted(): Promise<void> {
    const taken = [...this.unwritten];
    this.unwritten.clear();
    for (const [usedAt, ids] of byTime(taken)) {
      for (let start = 0; start < ids.length; start += BATCH) {
        await this.writeBatch(ids.slice(start, start + BATCH), usedAt);
      }
    }
  }

  private async writeBatch(ids: readonly string[], usedAt: number): Promise<void> {
    try {
      await this.write(ids, usedAt);
    } catch (error) {
      this.logger.warn(`times of use were not written yet: ${String(error)}`);
      for (const id of ids) if (!this.unwritten.has(id)) this.unwritten.set(id, usedAt);
    }
  }
}

function byTime(entries: readonly (readonly [id: string, usedAt: number])[]) {
  const groups = new Map<number, string[]>();
  for (const [id, usedAt] of entries) {
    const group = groups.get(usedAt);
    if (group === undefined) groups.set(usedAt, [id]);
    else group.push(id);
  }
  return groups;
}
