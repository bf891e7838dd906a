/**
 * The latest entries, bounded in number and in bytes. Adding writes a slot; nothing is moved, and what
 * was oldest goes.
 */
export class DecisionRing<T> {
  private readonly slots: (T | undefined)[];
  private readonly weights: number[];
  /** Position of the oldest entry. */
  private start = 0;
  private count = 0;
  private bytes = 0;

  constructor(
    private readonly most: number,
    private readonly mostBytes: number,
  ) {
    this.slots = Array.from<T | undefined>({ length: most });
    this.weights = Array.from({ length: most }, () => 0);
  }

  get size(): number {
    return this.count;
  }

  /** @param weight of the entry, in bytes; one that is too heavy by itself is not kept */
  add(entry: T, weight: number): void {
    if (weight > this.mostBytes) return;
    while (this.count === this.most || this.bytes + weight > this.mostBytes) this.dropOldest();
    const slot = (this.start + this.count) % this.most;
    this.slots[slot] = entry;
    this.weights[slot] = weight;
    this.count += 1;
    this.bytes += weight;
  }

  /** Every entry, the newest first. */
  *newestFirst(): Generator<T> {
    for (let i = this.count - 1; i >= 0; i -= 1) {
      yield this.slots[(this.start + i) % this.most] as T;
    }
  }

  private dropOldest(): void {
    this.bytes -= this.weights[this.start] ?? 0;
    this.slots[this.start] = undefined;
    this.start = (this.start + 1) % this.most;
    this.count -= 1;
  }
}
