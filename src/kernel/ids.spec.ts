import { describe, expect, it } from 'vitest';
import { ID_PREFIXES, isId, newId } from './ids.js';

const NOW = Date.UTC(2026, 10, 20, 8);

describe('newId', () => {
  it.each(ID_PREFIXES)('makes a well-formed %s id of prefix and 26 characters', (prefix) => {
    const id = newId(prefix, NOW);
    expect(id).toMatch(/^[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}$/);
    expect(isId(prefix, id)).toBe(true);
  });

  it('makes ids that sort by their time', () => {
    const times = [0, 1, 31, 32, NOW - 1, NOW, NOW + 1, 2 ** 48 - 1];
    const ids = times.map((time) => newId('req', time));
    expect([...ids].sort()).toEqual(ids);
  });

  it('writes the time into the first ten characters and nothing else of it', () => {
    expect(newId('usr', 0).slice(4, 14)).toBe('0000000000');
    expect(newId('usr', 2 ** 48 - 1).slice(4, 14)).toBe('7zzzzzzzzz');
  });

  it('never makes the same id twice in one millisecond', () => {
    const ids = new Set(Array.from({ length: 10_000 }, () => newId('key', NOW)));
    expect(ids.size).toBe(10_000);
  });

  it.each([-1, 2 ** 48, 0.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses the time %s',
    (time) => {
      expect(() => newId('usr', time)).toThrow(RangeError);
    },
  );
});

describe('isId', () => {
  const good = newId('app', NOW);

  it.each([
    ['another prefix', newId('key', NOW)],
    ['upper case', good.toUpperCase()],
    ['a letter that is not in the alphabet', `${good.slice(0, -1)}u`],
    ['a time beyond 48 bits', `app_8${good.slice(5)}`],
    ['a missing character', good.slice(0, -1)],
    ['a character too many', `${good}0`],
    ['a line break behind', `${good}\n`],
    ['a space in front', ` ${good}`],
    ['nothing', ''],
    ['null', null],
    ['an array that prints as an id', [good]],
  ])('refuses %s', (_what, value) => {
    expect(isId('app', value)).toBe(false);
  });
});
