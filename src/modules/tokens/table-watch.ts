import { Logger } from '@nestjs/common';

/** Twice within the second in which a change must have its effect everywhere. */
const INTERVAL_MS = 500;

/**
 * Notices what other processes have changed, for what is held and never asked for again: a message would
 * only say that it must be read, and reading may fail. One small statement each half second, apart from
 * every request. Its owner starts and stops it.
 */
export class TableWatch {
  private readonly logger = new Logger('Tokens');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | null = null;
  private failed = false;

  /**
   * @param what is looked at, for the log
   * @param look tells this process what it has found
   */
  constructor(
    private readonly what: string,
    private readonly look: () => Promise<void>,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.running ??= this.attempt().finally(() => (this.running = null));
    }, INTERVAL_MS);
    this.timer.unref();
  }

  /** To be awaited before the database is closed. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async attempt(): Promise<void> {
    try {
      await this.look();
      this.failed = false;
    } catch (error) {
      // Said once: whoever cannot read it now cannot read it in half a second either.
      if (!this.failed) this.logger.warn(`could not read the ${this.what}: ${String(error)}`);
      this.failed = true;
    }
  }
}
