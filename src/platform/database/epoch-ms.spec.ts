import { describe, expect, it } from 'vitest';
import { epochMs } from './epoch-ms.js';

describe('epochMs', () => {
  it('reads the text that Postgres gives for a bigint as a number', () => {
    expect(epochMs.from('1795132800000')).toBe(1_795_132_800_000);
    expect(epochMs.from(1_795_132_800_000)).toBe(1_795_132_800_000);
  });

  it('keeps the absence of a time', () => {
    expect(epochMs.from(null)).toBeNull();
    expect(epochMs.from(undefined)).toBeNull();
    expect(epochMs.to(null)).toBeNull();
    expect(epochMs.to(undefined)).toBeUndefined();
  });

  it.each([1.5, NaN, Infinity, 2 ** 53])('refuses to write %s', (value) => {
    expect(() => epochMs.to(value)).toThrow(RangeError);
  });
});
