import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PathPattern } from '../../kernel/path-pattern.js';
import { RuleIndex } from './rule-index.js';

interface Rule {
  readonly methods: readonly string[];
  readonly pattern: PathPattern;
}

/** The plain reading: one pattern after the other, segment by segment. */
function matches({ segments, tail }: PathPattern, path: readonly string[]): boolean {
  const rest = path.length - segments.length;
  if (tail === null ? rest !== 0 : rest < tail) return false;
  return segments.every((segment, i) => segment === null || segment === path[i]);
}

function firstOf(rules: readonly Rule[], method: string, path: readonly string[]): number {
  return rules.findIndex(
    (rule) =>
      (rule.methods.includes(method) || rule.methods.includes('*')) && matches(rule.pattern, path),
  );
}

function indexOf(rules: readonly Rule[]): RuleIndex<number> {
  const index = new RuleIndex<number>();
  rules.forEach(({ pattern, methods }, position) =>
    index.add(pattern, methods, { position, rule: position }),
  );
  return index;
}

const segment = fc.constantFrom('a', 'b', 'c');
const path = fc.array(segment, { maxLength: 5 });
const pattern: fc.Arbitrary<PathPattern> = fc.record({
  segments: fc.array(fc.option(segment), { maxLength: 4 }),
  tail: fc.constantFrom(null, 0, 1),
});
const method = fc.constantFrom('GET', 'POST', 'PUT');
const methods = fc.uniqueArray(fc.constantFrom('GET', 'POST', '*'), { minLength: 1 });
const rules = fc.array(fc.record({ methods, pattern }), { maxLength: 40 });

describe('RuleIndex', () => {
  it('finds what is found by trying one rule after the other', () => {
    fc.assert(
      fc.property(rules, method, path, (some, asked, segments) => {
        expect(indexOf(some).find(asked, segments) ?? -1).toBe(firstOf(some, asked, segments));
      }),
      { numRuns: 2_000 },
    );
  });

  it('calls a pattern covered only by a rule that matches each of its paths', () => {
    fc.assert(
      fc.property(rules, pattern, method, path, (some, later, asked, segments) => {
        const entry = indexOf(some).covering(later, asked);
        if (entry === undefined || !matches(later, segments)) return;
        const found = firstOf(some, asked, segments);
        expect(found).toBeGreaterThanOrEqual(0);
        expect(found).toBeLessThanOrEqual(entry.position);
      }),
      { numRuns: 2_000 },
    );
  });

  it('reads each segment of a path a few times, among 5,000 rules as among five', () => {
    const stepsAmong = (count: number): number => {
      const many = Array.from({ length: count }, (_, i) => ({
        methods: ['GET'],
        pattern: { segments: [`resource${i}`, null, 'items'], tail: null },
      }));
      const index = indexOf(many);
      let steps = 0;
      const asked = new Proxy([`resource${count - 1}`, '7', 'items'], {
        get: (target, name) => {
          if (/^\d$/.test(String(name))) steps += 1;
          return Reflect.get(target, name) as unknown;
        },
      });
      expect(index.find('GET', asked)).toBe(count - 1);
      expect(index.find('GET', [`resource${count}`, '7', 'items'])).toBeUndefined();
      return steps;
    };
    expect(stepsAmong(5_000)).toBe(stepsAmong(5));
  });
});
