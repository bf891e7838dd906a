/** The lock was not free in time; whoever holds it is stuck or slow. */
export class MutexTimeoutError extends Error {
  override readonly name = 'MutexTimeoutError';
}

/** A fair lock for asynchronous code: first come, first served, and no promise while it is free. */
export class AsyncMutex {
  private held = false;
  private readonly waiters: (() => void)[] = [];

  get isFree(): boolean {
    return !this.held;
  }

  /**
   * Takes the lock at once, or waits for it.
   *
   * @param timeoutMs how long to wait at most; without it, for ever.
   * @throws MutexTimeoutError; the lock is then not held.
   */
  acquire(timeoutMs?: number): Promise<void> {
    if (!this.held) {
      this.held = true;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const timer =
        timeoutMs === undefined ? undefined : setTimeout(() => giveUp(timeoutMs), timeoutMs);
      const grant = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const giveUp = (waitedMs: number): void => {
        this.waiters.splice(this.waiters.indexOf(grant), 1);
        reject(new MutexTimeoutError(`waited ${waitedMs} ms for the lock`));
      };
      this.waiters.push(grant);
    });
  }

  /** Hands the lock to the next in line without ever being free in between, so none can jump in. */
  release(): void {
    const next = this.waiters.shift();
    if (next === undefined) this.held = false;
    else next();
  }
}
