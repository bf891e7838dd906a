/** Most spellings that are remembered, and the longest one: clients and upstreams choose them. */
const MOST_SPELLINGS = 1_024;
const LONGEST_SPELLING = 64;

/**
 * What becomes of headers by their names, worked out once for each spelling: calls bring the same few
 * names again and again.
 */
export class HeaderNames<Fate> {
  private readonly known = new Map<string, Fate>();

  /** @param fateOf must always say the same of a name, which it gets in lower case */
  constructor(private readonly fateOf: (name: string) => Fate) {}

  of(spelling: string): Fate {
    const known = this.known.get(spelling);
    if (known !== undefined) return known;
    const fate = this.fateOf(spelling.toLowerCase());
    if (spelling.length <= LONGEST_SPELLING) {
      // Whoever fills it with invented names costs the others one look each, and no memory.
      if (this.known.size >= MOST_SPELLINGS) this.known.clear();
      this.known.set(spelling, fate);
    }
    return fate;
  }
}
