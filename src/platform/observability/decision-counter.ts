import { Counter, type Registry } from 'prom-client';

type Label = 'kind' | 'outcome' | 'code';

interface Tally {
  readonly labels: Readonly<Record<Label, string>>;
  /** Not told to prom-client yet. */
  pending: number;
}

/**
 * Counts decisions in plain numbers, and tells prom-client of them when somebody reads: it writes and
 * hashes its labels anew for every call that it counts.
 */
export class DecisionCounter {
  private readonly tallies: Tally[] = [];
  private readonly byKind = new Map<string, Map<string, Map<string, Tally>>>();

  constructor(registry: Registry) {
    const { tallies } = this;
    new Counter({
      name: 'ostiary_auth_decisions_total',
      help: 'Decisions by kind of credential presented, outcome and code.',
      labelNames: ['kind', 'outcome', 'code'] satisfies Label[],
      registers: [registry],
      collect() {
        for (const tally of tallies) {
          if (tally.pending > 0) this.inc(tally.labels, tally.pending);
          tally.pending = 0;
        }
      },
    });
  }

  add(kind: string, outcome: string, code: string): void {
    const tally = this.byKind.get(kind)?.get(outcome)?.get(code) ?? this.open(kind, outcome, code);
    tally.pending += 1;
  }

  private open(kind: string, outcome: string, code: string): Tally {
    const tally = { labels: { kind, outcome, code }, pending: 0 };
    const byOutcome = this.byKind.get(kind) ?? new Map<string, Map<string, Tally>>();
    const byCode = byOutcome.get(outcome) ?? new Map<string, Tally>();
    this.byKind.set(kind, byOutcome.set(outcome, byCode.set(code, tally)));
    this.tallies.push(tally);
    return tally;
  }
}
