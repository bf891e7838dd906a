import { describe, expect, it } from 'vitest';
import { idempotencyKeyOf } from './idempotency-key-header.js';

const sent = (...values: string[]) => values.flatMap((value) => ['Idempotency-Key', value]);

describe('the header Idempotency-Key', () => {
  it('is null where it is not sent', () => {
    expect(idempotencyKeyOf(['Host', 'localhost'])).toBeNull();
  });

  it.each([
    ['a', 'a'],
    ['8e03978e-40d5-43dd-bc93-6894a57f9324', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
    ['"8e03978e"', '8e03978e'],
    ['!~', '!~'],
    ['"', '"'],
    ['a"b', 'a"b'],
    ['x'.repeat(255), 'x'.repeat(255)],
    [`"${'x'.repeat(255)}"`, 'x'.repeat(255)],
  ])('may be %s', (value, key) => {
    expect(idempotencyKeyOf(sent(value))).toBe(key);
  });

  it('is found in any case', () => {
    expect(idempotencyKeyOf(['IDEMPOTENCY-key', 'a'])).toBe('a');
  });

  it.each([
    ['nothing', [''], 'empty'],
    ['nothing in quotation marks', ['""'], 'empty'],
    ['256 characters', ['x'.repeat(256)], '255'],
    ['a blank', ['a b'], 'visible ASCII'],
    ['a tab', ['a\tb'], 'visible ASCII'],
    ['a letter beyond ASCII', ['\u00fc'], 'visible ASCII'],
    ['a delete character', ['a\x7f'], 'visible ASCII'],
    ['two keys in one line', ['a, b'], 'visible ASCII'],
    ['two lines', ['a', 'b'], 'once'],
    ['two equal lines', ['a', 'a'], 'once'],
  ])('is refused by its name with %s', (_what, values, flaw) => {
    const detail = expect.stringMatching(new RegExp(`^The header Idempotency-Key .*${flaw}`));
    expect(() => idempotencyKeyOf(sent(...values))).toThrow(
      expect.objectContaining({ code: 'invalid_request', detail }),
    );
  });
});
