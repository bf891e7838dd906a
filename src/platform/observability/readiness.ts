import { Injectable, type OnModuleDestroy } from '@nestjs/common';

/** One thing without which the server cannot do its work. */
export interface ReadinessCheck {
  /** As `GET /readyz` names it, such as `database`. */
  readonly name: string;
  /** Throws or rejects when it is not well. */
  check(): unknown;
}

export interface FailedCheck {
  readonly name: string;
  readonly error: unknown;
}

/** A check that takes longer has failed. */
const CHECK_TIMEOUT_MS = 2_000;

/** The list of checks that modules add to, when they start. */
@Injectable()
export class Readiness implements OnModuleDestroy {
  private readonly checks: ReadinessCheck[] = [];
  private draining = false;

  add(check: ReadinessCheck): void {
    this.checks.push(check);
  }

  get names(): readonly string[] {
    return this.checks.map((check) => check.name);
  }

  /**
   * Runs all checks at once, but for the one that is left out; during shutdown `shutdown` fails, so that no new work is sent here.
   */
  async failures(except?: string): Promise<FailedCheck[]> {
    if (this.draining) return [{ name: 'shutdown', error: null }];
    const results = await Promise.all(
      this.checks.filter(({ name }) => name !== except).map(outcomeOf),
    );
    return results.filter((result) => result !== null);
  }

  onModuleDestroy(): void {
    this.draining = true;
  }
}

async function outcomeOf(check: ReadinessCheck): Promise<FailedCheck | null> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('timed out')), CHECK_TIMEOUT_MS);
  });
  try {
    await Promise.race([(async () => await check.check())(), timeout]);
    return null;
  } catch (error) {
    return { name: check.name, error };
  } finally {
    clearTimeout(timer);
  }
}
