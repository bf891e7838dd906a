/** A statement, and whoever waits for it. */
interface Write {
  readonly sql: string;
  readonly values: readonly unknown[];
  readonly done: (error?: Error) => void;
}

/** Runs a batch at its turn, in one transaction; an outcome for each statement: its error, if it failed. */
type RunBatch = (
  batch: readonly Pick<Write, 'sql' | 'values'>[],
) => Promise<readonly (Error | undefined)[]>;

/**
 * Statements that do not wait for the disk, written together: those that come within one turn of the event loop
 * are one transaction. A transaction writes whole pages of the table and of each index, most of which
 * neighbours share. Each statement fails for itself, and is there for everybody when its promise resolves.
 */
export class UnsyncedWrites {
  private waiting: Write[] = [];

  constructor(private readonly runBatch: RunBatch) {}

  /** @throws what the database throws, of this statement or of the whole transaction */
  write(sql: string, values: readonly unknown[]): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.waiting.length === 0) setImmediate(() => void this.flush());
      const done = (error?: Error): void => {
        if (error === undefined) resolve();
        else reject(error);
      };
      this.waiting.push({ sql, values, done });
    });
  }

  /** Writes what is waiting, and lets nobody wait who could not be served. */
  async flush(): Promise<void> {
    const batch = this.waiting;
    this.waiting = [];
    if (batch.length === 0) return;
    try {
      const errors = await this.runBatch(batch);
      batch.forEach(({ done }, index) => done(errors[index]));
    } catch (error) {
      for (const { done } of batch) done(asError(error));
    }
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
