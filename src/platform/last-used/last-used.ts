import { Logger } from '@nestjs/common';
import type { Clock } from '../clock.js';

const MINUTE_MS = 60_000;
const FLUSH_INTERVAL_MS = 1000;
/** So that a statement stays below the parameters that a database takes. */
const BATCH = 500;

/** What was used, with whatever else is to be known of the use. */
export interface Use<Detail> {
  readonly id: string;
  readonly detail: Detail;
}

/**
 * Writes the time of use of some things, in one statement. A time that is already later stays.
 *
 * @param usedAt epoch milliseconds, a whole minute
 */
export type WriteLastUsed<Detail> = (uses: readonly Use<Detail>[], usedAt: number) => Promise<void>;

interface Noted<Detail> extends Use<Detail> {
  readonly usedAt: number;
}

/** Notes uses in memory, to the minute, and writes them once a second. Its owner starts and stops it. */
export class LastUsed<Detail = undefined> {
  private readonly logger = new Logger('LastUsed');
  private minute = 0;
  private noted = new Set<string>();
  private readonly unwritten = new Map<string, Noted<Detail>>();
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly clock: Clock,
    private readonly write: WriteLastUsed<Detail>,
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

  /** @param detail is asked for the first use within a minute only */
  note(id: string, detail: () => Detail): void {
    const minute = Math.floor(this.clock.now() / MINUTE_MS) * MINUTE_MS;
    if (minute !== this.minute) {
      this.minute = minute;
      this.noted = new Set();
    }
    if (this.noted.has(id)) return;
    this.noted.add(id);
    this.unwritten.set(id, { id, detail: detail(), usedAt: minute });
  }

  /** Writes what was noted until now; one caller at a time. */
  flush(): Promise<void> {
    this.writing = this.writing.then(() => this.writeNoted());
    return this.writing;
  }

  private async writeNoted(): Promise<void> {
    const taken = [...this.unwritten.values()];
    this.unwritten.clear();
    for (const [usedAt, uses] of byTime(taken)) {
      // In one order everywhere: two processes that meet at some rows wait for each other, never crosswise.
      uses.sort((left, right) => (left.id < right.id ? -1 : 1));
      for (let start = 0; start < uses.length; start += BATCH) {
        await this.writeBatch(uses.slice(start, start + BATCH), usedAt);
      }
    }
  }

  private async writeBatch(uses: readonly Noted<Detail>[], usedAt: number): Promise<void> {
    try {
      await this.write(uses, usedAt);
    } catch (error) {
      this.logger.warn(`times of use were not written yet: ${String(error)}`);
      for (const use of uses) if (!this.unwritten.has(use.id)) this.unwritten.set(use.id, use);
    }
  }
}

function byTime<Detail>(taken: readonly Noted<Detail>[]): Map<number, Noted<Detail>[]> {
  const groups = new Map<number, Noted<Detail>[]>();
  for (const noted of taken) {
    const group = groups.get(noted.usedAt);
    if (group === undefined) groups.set(noted.usedAt, [noted]);
    else group.push(noted);
  }
  return groups;
}
