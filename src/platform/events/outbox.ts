import { EVERYTHING } from './change-events.js';

/** Beyond this one message says less than all of them, and costs less. */
const MOST = 10_000;

/** Tags that other processes have not been told of yet. */
export class Outbox {
  private tags = new Set<string>();

  constructor(private readonly most = MOST) {}

  get isEmpty(): boolean {
    return this.tags.size === 0;
  }

  add(tag: string): void {
    if (this.tags.has(EVERYTHING)) return;
    if (tag === EVERYTHING || this.tags.size >= this.most) this.tags = new Set([EVERYTHING]);
    else this.tags.add(tag);
  }

  /** All of them, which are the caller's now: it puts back what it could not tell. */
  take(): ReadonlySet<string> {
    const taken = this.tags;
    this.tags = new Set();
    return taken;
  }

  putBack(tags: Iterable<string>): void {
    for (const tag of tags) this.add(tag);
  }
}
