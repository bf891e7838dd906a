import { describe, expect, it } from 'vitest';
import { changesOf, textsOf } from './claims';

const before = { name: 'Olga Petrova', email: 'olga@example.com', email_verified: true };

describe('the changes of a profile', () => {
  it('are none where nothing was changed', () => {
    expect(changesOf(before, textsOf(before))).toEqual({});
  });

  it('are what differs, without the blanks around it', () => {
    const texts = { ...textsOf(before), name: ' Olga ', nickname: 'Olya' };
    expect(changesOf(before, texts)).toEqual({ name: 'Olga', nickname: 'Olya' });
  });

  it('remove what was emptied', () => {
    expect(changesOf(before, { ...textsOf(before), email: ' ' })).toEqual({ email: null });
  });
});
