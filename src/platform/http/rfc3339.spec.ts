import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRfc3339, toRfc3339, toRfc3339OrNull } from './rfc3339.js';

const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

describe('a time', () => {
  it('is read as it was written, from the epoch to the year 9999', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: LAST_MS }), (ms) => {
        expect(parseRfc3339(toRfc3339(ms))).toBe(ms);
      }),
    );
  });

  it('is the same instant in every zone', () => {
    const minutes = fc.integer({ min: -23 * 60, max: 23 * 60 });
    fc.assert(
      fc.property(
        fc.integer({ min: 86_400_000, max: 4_000_000_000_000 }),
        minutes,
        (ms, offset) => {
          const local = toRfc3339(ms + offset * 60_000).slice(0, -1);
          const two = (value: number) => String(value).padStart(2, '0');
          const size = Math.abs(offset);
          const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;

          expect(parseRfc3339(`${local}${zone}`)).toBe(ms);
        },
      ),
    );
  });

  it('may be absent', () => {
    expect(toRfc3339OrNull(null)).toBeNull();
    expect(toRfc3339OrNull(0)).toBe('1970-01-01T00:00:00.000Z');
  });
});
