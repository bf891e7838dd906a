import { describe, expect, it } from 'vitest';
import { DecisionRing } from './decision-ring.js';

function ringOf(most: number, mostBytes: number, ...entries: [string, number][]) {
  const ring = new DecisionRing<string>(most, mostBytes);
  for (const [entry, weight] of entries) ring.add(entry, weight);
  return [...ring.newestFirst()];
}

describe('the ring of decisions', () => {
  it('tells the newest first', () => {
    expect(ringOf(3, 100, ['a', 1], ['b', 1])).toEqual(['b', 'a']);
  });

  it('forgets the oldest when it is full', () => {
    expect(ringOf(2, 100, ['a', 1], ['b', 1], ['c', 1], ['d', 1])).toEqual(['d', 'c']);
  });

  it('forgets as many as a heavy entry needs room', () => {
    expect(ringOf(9, 10, ['a', 4], ['b', 4], ['c', 7])).toEqual(['c']);
  });

  it('does not keep what is too heavy by itself, and loses nothing for it', () => {
    expect(ringOf(9, 10, ['a', 4], ['b', 11])).toEqual(['a']);
  });

  it('keeps its bounds over many rounds', () => {
    const ring = new DecisionRing<number>(5, 1_000);
    for (let i = 0; i < 10_000; i += 1) ring.add(i, (i % 7) * 50);
    expect(ring.size).toBeLessThanOrEqual(5);
    expect([...ring.newestFirst()][0]).toBe(9_999);
  });
});
