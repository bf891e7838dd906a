import { describe, expect, it } from 'vitest';
import { andThen, type Awaitable } from './awaitable.js';

const double = (value: number): Awaitable<number> => value * 2;

describe('andThen', () => {
  it('answers at once when the value is there', () => {
    expect(andThen(2, double)).toBe(4);
  });

  it('answers later when the value is promised, or what comes next is', async () => {
    const answers = [andThen(Promise.resolve(2), double), andThen(2, (it) => Promise.resolve(it))];
    for (const answer of answers) expect(answer).toBeInstanceOf(Promise);
    expect([await answers[0], await answers[1]]).toEqual([4, 2]);
  });

  it('passes on what goes wrong, thrown or rejected, as it came', async () => {
    const fail = (): never => {
      throw new Error('no');
    };
    expect(() => andThen(1, fail)).toThrow('no');
    await expect(andThen(Promise.resolve(1), fail)).rejects.toThrow('no');
  });
});
