/** 1 MB. A working set of 50,000 keys seldom gets into its own way. */
const SLOTS = 1 << 18;

/**
 * Remembers which keys were seen lately, in a memory of fixed size that costs the garbage collector nothing.
 * It may forget, and take one key for another once in billions: for hints only.
 */
export class Sightings {
  private readonly slots = new Uint32Array(SLOTS);

  /** @returns whether it was noted before */
  note(key: string): boolean {
    let [left, right] = [0x811c9dc5, 0x9e3779b1];
    for (let i = 0; i < key.length; i += 1) {
      const code = key.charCodeAt(i);
      left = Math.imul(left ^ code, 0x01000193);
      right = Math.imul(right ^ code, 0x85ebca6b);
    }
    const slot = (right ^ (right >>> 15)) & (SLOTS - 1);
    const mark = left >>> 0;
    const isKnown = this.slots[slot] === mark;
    this.slots[slot] = mark;
    return isKnown;
  }
}
