import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../kernel/errors/index.js';
import type { AppConfig } from '../config/index.js';
import { FailedCalls } from './failed-calls.js';

const wrong = () => new AppError('api_key_unknown');

describe('FailedCalls', () => {
  let failed: FailedCalls;
  beforeEach(() => (failed = startWith(3)));
  const startWith = (failedCallsPerMinute: number) =>
    new FailedCalls({ failedCallsPerMinute } as AppConfig);

  const isOpen = (address: string | null): boolean => {
    try {
      failed.requireRoom(address);
      return true;
    } catch {
      return false;
    }
  };
  const fail = (...addresses: (string | null)[]): string[] =>
    addresses.map((address) => failed.charge(address, wrong()).code);

  it('A22: leaves everybody else as they were', () => {
    expect(fail('192.0.2.1', '192.0.2.1', '192.0.2.1', '192.0.2.1')).toEqual([
      'api_key_unknown',
      'api_key_unknown',
      'api_key_unknown',
      'too_many_attempts',
    ]);
    expect([isOpen('192.0.2.1'), isOpen('192.0.2.2')]).toEqual([false, true]);
  });

  it.each<[string, string[], string, boolean]>([
    [
      'R02: one /64',
      ['2001:db8:1:2::1', '2001:db8:1:2:ffff::2', '2001:DB8:1:2::3'],
      '2001:db8:1:2::4',
      false,
    ],
    [
      'R02: the next /64',
      ['2001:db8:1:2::1', '2001:db8:1:2::2', '2001:db8:1:2::3'],
      '2001:db8:1:3::1',
      true,
    ],
    [
      'R02: one IPv4 address in four spellings',
      ['1.2.3.4', '::FFFF:1.2.3.4', '::ffff:102:304'],
      '::ffff:1.2.3.4',
      false,
    ],
    [
      'R02: another IPv4 address behind v4-mapped',
      ['::ffff:1.2.3.4', '::ffff:1.2.3.4', '::ffff:1.2.3.4'],
      '::ffff:1.2.3.5',
      true,
    ],
  ])('%s', (_row, failing, asking, open) => {
    fail(...failing);
    expect(isOpen(asking)).toBe(open);
  });

  it('charges nobody when the sender is not known', () => {
    expect(fail(null, null, null, null)).not.toContain('too_many_attempts');
    expect(isOpen(null)).toBe(true);
  });

  it('is off at 0', () => {
    failed = startWith(0);
    fail(...Array.from({ length: 2000 }, () => '192.0.2.1'));
    expect(isOpen('192.0.2.1')).toBe(true);
  });
});
