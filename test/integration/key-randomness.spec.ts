import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateApiKey } from '../../src/kernel/key-format.js';

describe('the randomness of keys', () => {
  it('gives 10 000 different keys whose characters are evenly spread [K20]', () => {
    const bodies = Array.from({ length: 10_000 }, () => generateApiKey('ost', 'live').slice(9, 52));
    expect(new Set(bodies).size).toBe(10_000);
    const counts = new Map<string, number>();
    for (const character of bodies.join(''))
      counts.set(character, (counts.get(character) ?? 0) + 1);
    const expected = (10_000 * 43) / 62;
    const chiSquare = [...counts.values()].reduce(
      (sum, n) => sum + (n - expected) ** 2 / expected,
      0,
    );
    expect(counts.size).toBe(62);
    // 61 degrees of freedom: chance exceeds 140 once in a hundred million runs.
    expect(chiSquare).toBeLessThan(140);
  });

  it('comes from the operating system: no source asks Math.random [K20]', () => {
    const root = new URL('../../src/', import.meta.url).pathname;
    const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.tsx?$/.test(name),
    );
    expect(sources.length).toBeGreaterThan(100);
    const guilty = sources.filter((name) =>
      readFileSync(join(root, name), 'utf8').includes('Math.random'),
    );
    expect(guilty).toEqual([]);
  });
});
