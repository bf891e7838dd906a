/** How many layouts are remembered, and the most lines of one that is: requests of one program have the same names in the same order. */
const SLOTS = 256;
const MOST_LINES = 64;

const NOWHERE: readonly number[] = [];

/**
 * The names of a request's header lines, in lower case and in their order, without the values. Requests that have
 * the same names share one, and with it whatever follows from names alone: see `LayoutFact`.
 */
export class HeaderLayout {
  readonly names: readonly string[];
  /** Where the value of each line with a name stands in the raw headers. */
  private readonly places = new Map<string, readonly number[]>();
  /** By `LayoutFact.index`. */
  readonly facts: unknown[] = [];

  /** @param spelt the names as they were written */
  constructor(private readonly spelt: readonly string[]) {
    this.names = spelt.map((name) => name.toLowerCase());
    this.names.forEach((name, line) => {
      this.places.set(name, [...this.placesOf(name), 2 * line + 1]);
    });
  }

  /**
   * @param name lower case
   * @returns indices into the raw headers, in order; empty when there is no such line
   */
  placesOf(name: string): readonly number[] {
    return this.places.get(name) ?? NOWHERE;
  }

  /** Whether these raw headers have the same names, spelt alike and in the same order. */
  isOf(rawHeaders: readonly string[]): boolean {
    const { spelt } = this;
    if (rawHeaders.length !== 2 * spelt.length) return false;
    for (let line = 0; line < spelt.length; line += 1) {
      if (rawHeaders[2 * line] !== spelt[line]) return false;
    }
    return true;
  }
}

/** Something that follows from the names of header lines, worked out once per layout that is remembered. Never undefined. */
export class LayoutFact<T extends NonNullable<unknown> | null> {
  private static count = 0;
  private readonly index = LayoutFact.count++;

  constructor(private readonly workOut: (layout: HeaderLayout) => T) {}

  of(layout: HeaderLayout): T {
    const known = layout.facts[this.index] as T | undefined;
    if (known !== undefined) return known;
    const fact = this.workOut(layout);
    layout.facts[this.index] = fact;
    return fact;
  }
}

/**
 * The header lines of one request, by their names. Doubled headers are still two: what joins them, or takes one of
 * them, is the reader's to say.
 */
export class HeaderLines {
  private constructor(
    /** Names and values in turn, as Node keeps them. */
    readonly raw: readonly string[],
    readonly layout: HeaderLayout,
  ) {}

  /** @param raw names and values in turn; not to be changed any more */
  static of(raw: readonly string[]): HeaderLines {
    return new HeaderLines(raw, layoutOf(raw));
  }

  /** @param name lower case */
  has(name: string): boolean {
    return this.layout.placesOf(name).length > 0;
  }

  /** How many lines have that name, which is in lower case. */
  count(name: string): number {
    return this.layout.placesOf(name).length;
  }

  /** The first value of a header, whose `name` is lower case; undefined: there is none. */
  first(name: string): string | undefined {
    const [place] = this.layout.placesOf(name);
    return place === undefined ? undefined : this.raw[place];
  }

  /** All values of a header, in order; `name` is lower case. */
  all(name: string): string[] {
    return this.layout.placesOf(name).map((place) => this.raw[place] as string);
  }
}

/** One layout per slot: whoever sends ever new names pushes out some of them, and costs those a look at each name. */
const known: (HeaderLayout | undefined)[] = Array.from({ length: SLOTS });

function layoutOf(raw: readonly string[]): HeaderLayout {
  let mark = raw.length;
  for (let i = 0; i < raw.length; i += 2) mark = (31 * mark + (raw[i] as string).length) | 0;
  const slot = mark & (SLOTS - 1);
  const layout = known[slot];
  if (layout?.isOf(raw) === true) return layout;
  const made = new HeaderLayout(raw.filter((_text, i) => i % 2 === 0));
  if (raw.length <= 2 * MOST_LINES) known[slot] = made;
  return made;
}
