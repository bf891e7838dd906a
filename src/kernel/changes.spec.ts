import { describe, expect, it } from 'vitest';
import { disabling, given } from './changes.js';

describe('given', () => {
  it('keeps what is there, null included, and drops what is absent', () => {
    const changes: { name?: string | undefined; note?: string | null; limit?: number } = {
      name: undefined,
      note: null,
    };
    const result = given(changes, ['name', 'note', 'limit']);
    expect(result).toEqual({ note: null });
    expect(Object.keys(result)).toEqual(['note']);
  });

  it('takes no member that is not named', () => {
    expect(given({ name: 'new', appId: 'app_other' }, ['name'])).toEqual({ name: 'new' });
  });
});

describe('disabling', () => {
  it.each([
    [null, undefined, {}],
    [5, undefined, {}],
    [null, false, { disabledAt: 9 }],
    [5, false, { disabledAt: 5 }],
    [5, true, { disabledAt: null }],
    [null, true, { disabledAt: null }],
  ])('of something disabled at %j by %j makes %j', (disabledAt, enabled, columns) => {
    expect(disabling(disabledAt, enabled, 9)).toEqual(columns);
  });
});
