/** What becomes of a module when a condition of it fails. */
export type Level = 'FAILURE' | 'WARNING' | 'INFO';

/** As the suite shows it. REVIEW: passed, once somebody has looked at the screenshot. */
export type Outcome = 'PASSED' | 'REVIEW' | 'SKIPPED' | 'WARNING' | 'FAILED';

export interface Report {
  readonly outcome: Outcome;
  /** Each condition that failed as a FAILURE or WARNING, and anything that broke the run off. */
  readonly problems: readonly string[];
  /** Why the module was skipped; null when it was not. */
  readonly skipped: string | null;
  /** Conditions that were checked, by the suite's class names. */
  readonly conditions: readonly string[];
}

type Condition<Args extends readonly unknown[], Result> = (...args: Args) => Result;

/** Thrown by a condition that does not hold. */
export class Violation extends Error {}

class Stopped extends Error {}
class Skipped extends Error {}

/** One run of a module: which of its conditions held. A condition is a function named like the suite's class. */
export class Run {
  private readonly problems: { readonly level: Level; readonly text: string }[] = [];
  private readonly conditions: string[] = [];
  private isReviewed = false;

  /** Goes on when the condition does not hold (`callAndContinueOnFailure`). */
  async check<Args extends readonly unknown[]>(
    level: Level,
    condition: Condition<Args, unknown>,
    ...args: Args
  ): Promise<void> {
    await this.call(level, condition, args);
  }

  /** Ends the module when the condition does not hold (`callAndStopOnFailure`). */
  async require<Args extends readonly unknown[], Result>(
    condition: Condition<Args, Result>,
    ...args: Args
  ): Promise<Awaited<Result>> {
    const outcome = await this.call('FAILURE', condition, args);
    if (outcome === null) throw new Stopped();
    return outcome.result;
  }

  /** Ends the module without a verdict, as the suite permits it here (`fireTestSkipped`). */
  skip(reason: string): never {
    throw new Skipped(reason);
  }

  /** A screenshot was taken, which a person has to look at. */
  review(): void {
    this.isReviewed = true;
  }

  async report(work: () => Promise<void>): Promise<Report> {
    let skipped: string | null = null;
    try {
      await work();
    } catch (error) {
      if (error instanceof Skipped) skipped = error.message;
      else if (!(error instanceof Stopped))
        this.fail('FAILURE', `the run broke off: ${String(error)}`);
    }
    const counted = this.problems.filter(({ level }) => level !== 'INFO');
    return {
      outcome: this.outcome(counted, skipped !== null),
      problems: counted.map(({ text }) => text),
      skipped,
      conditions: this.conditions,
    };
  }

  private outcome(counted: readonly { readonly level: Level }[], isSkipped: boolean): Outcome {
    if (counted.some(({ level }) => level === 'FAILURE')) return 'FAILED';
    if (counted.length > 0) return 'WARNING';
    if (isSkipped) return 'SKIPPED';
    return this.isReviewed ? 'REVIEW' : 'PASSED';
  }

  private async call<Args extends readonly unknown[], Result>(
    level: Level,
    condition: Condition<Args, Result>,
    args: Args,
  ): Promise<{ readonly result: Awaited<Result> } | null> {
    const name = condition.name.charAt(0).toUpperCase() + condition.name.slice(1);
    this.conditions.push(name);
    try {
      return { result: await condition(...args) };
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      this.fail(level, `${name}: ${error.message}`);
      return null;
    }
  }

  private fail(level: Level, text: string): void {
    this.problems.push({ level, text: `${level} ${text}` });
  }
}

/** @throws Violation unless it is so */
export function must(holds: boolean, problem: string): asserts holds {
  if (!holds) throw new Violation(problem);
}

/** Any value, to be shown in a message. */
export function shown(value: unknown): string {
  return JSON.stringify(value) ?? 'absent';
}
