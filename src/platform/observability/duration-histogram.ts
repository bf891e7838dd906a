import { Histogram, type Registry } from 'prom-client';

interface Tally {
  /** How many fell into each bucket, and into none, which is the last. */
  readonly counts: number[];
  sum: number;
}

interface DurationHistogramOptions<Label extends string> {
  readonly name: string;
  readonly help: string;
  /** The name of its one label. */
  readonly label: Label;
  /** Upper bounds, rising. */
  readonly bucketsSeconds: readonly number[];
  readonly registry: Registry;
}

type Values<Label extends string> = Awaited<ReturnType<Histogram<Label>['get']>>;

/**
 * A histogram that counts in plain numbers, and makes values of them when somebody reads. That of
 * prom-client writes and hashes its labels anew for every call that it counts.
 */
export class DurationHistogram<Label extends string> extends Histogram<Label> {
  private readonly tallies = new Map<string, Tally>();
  private readonly options: DurationHistogramOptions<Label>;

  constructor(options: DurationHistogramOptions<Label>) {
    const { name, help, label, bucketsSeconds, registry } = options;
    super({ name, help, labelNames: [label], buckets: [...bucketsSeconds], registers: [registry] });
    this.options = options;
  }

  /** @param value of the label */
  record(value: string, seconds: number): void {
    const { bucketsSeconds } = this.options;
    const tally = this.tallies.get(value) ?? this.open(value);
    let bucket = 0;
    while (bucket < bucketsSeconds.length && seconds > (bucketsSeconds[bucket] as number)) {
      bucket += 1;
    }
    tally.counts[bucket] = (tally.counts[bucket] as number) + 1;
    tally.sum += seconds;
  }

  override get(): Promise<Values<Label>> {
    return this.getForPromString();
  }

  /** prom-client asks here for its text, and above for the JSON that processes send one another. */
  getForPromString(): Promise<Values<Label>> {
    const { name, help } = this.options;
    const values = [...this.tallies].flatMap((entry) => this.valuesOf(...entry));
    return Promise.resolve({
      name,
      help,
      type: 'histogram',
      values,
      aggregator: 'sum',
    } as unknown as Values<Label>);
  }

  private open(value: string): Tally {
    const tally = { counts: Array<number>(this.options.bucketsSeconds.length + 1).fill(0), sum: 0 };
    this.tallies.set(value, tally);
    return tally;
  }

  private valuesOf(value: string, { counts, sum }: Tally): Values<Label>['values'] {
    const { name, label, bucketsSeconds } = this.options;
    const own = { [label]: value };
    let total = 0;
    const buckets = counts.map((count, i) => {
      total += count;
      const le = bucketsSeconds[i] ?? '+Inf';
      return { metricName: `${name}_bucket`, labels: { le, ...own }, value: total };
    });
    return [
      ...buckets,
      { metricName: `${name}_sum`, labels: own, value: sum },
      { metricName: `${name}_count`, labels: own, value: total },
    ] as Values<Label>['values'];
  }
}
