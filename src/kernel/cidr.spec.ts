import { describe, expect, it } from 'vitest';
import { canonicalAddress, compileCidrs, parseCidr } from './cidr.js';
import { AppError } from './errors/index.js';

describe('parseCidr', () => {
  it.each([
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['192.0.2.1', '192.0.2.1/32'],
    ['192.0.2.1/32', '192.0.2.1/32'],
    ['192.0.2.2/31', '192.0.2.2/31'],
    ['0.0.0.0/1', '0.0.0.0/1'],
    ['2001:DB8::/32', '2001:db8::/32'],
    ['2001:0db8:0:0:0:0:0:1', '2001:db8::1/128'],
    ['2001:db8:0:1:0:0:0:0/64', '2001:db8:0:1::/64'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3/128'],
    ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7/128'],
    ['::/1', '::/1'],
    ['::1', '::1/128'],
    ['fe80::/10', 'fe80::/10'],
    ['::ffff:10.0.0.0/104', '10.0.0.0/8'],
    ['::ffff:a01:203', '10.1.2.3/32'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221/128'],
  ])('writes %s as %s, and that as itself', (text, canonical) => {
    expect(parseCidr(text)).toBe(canonical);
    expect(parseCidr(canonical)).toBe(canonical);
  });

  it.each([
    ['every IPv4 address', '0.0.0.0/0'],
    ['every IPv6 address', '::/0'],
    ['every IPv4 address, mapped', '::ffff:0:0/96'],
    ['host bits', '10.0.0.1/8'],
    ['one host bit', '192.0.2.1/31'],
    ['IPv6 host bits', '2001:db8::1/64'],
    ['mapped host bits', '::ffff:10.0.0.1/104'],
    ['a leading zero', '010.0.0.1'],
    ['a short address', '10.1'],
    ['a hexadecimal address', '0x0a000001'],
    ['a number', '167772161'],
    ['a space in front', ' 10.0.0.1'],
    ['a space behind', '10.0.0.1 '],
    ['a line break', '10.0.0.1\n'],
    ['a prefix that is too long', '10.0.0.1/33'],
    ['an IPv6 prefix that is too long', '::1/129'],
    ['no address', '/8'],
    ['no prefix', '10.0.0.0/'],
    ['a signed prefix', '10.0.0.0/+8'],
    ['a prefix with a leading zero', '10.0.0.0/08'],
    ['a prefix in exponent form', '10.0.0.0/1e1'],
    ['two prefixes', '10.0.0.0/8/8'],
    ['a netmask', '10.0.0.0/255.0.0.0'],
    ['a star', '*'],
    ['full-width digits', '１０.0.0.1'],
    ['a zone', 'fe80::1%eth0'],
    ['a port', '10.0.0.1:80'],
    ['brackets', '[::1]'],
    ['a host name', 'localhost'],
    ['nothing', ''],
  ])('refuses %s with invalid_request', (_what, text) => {
    expect(() => parseCidr(text)).toThrow(AppError);
    expect(() => parseCidr(text)).toThrow(/^invalid_request/);
  });
});

describe('compileCidrs', () => {
  it.each([
    ['10.0.0.0/8', ['10.0.0.0', '10.255.255.255'], ['9.255.255.255', '11.0.0.0']],
    ['192.0.2.4/31', ['192.0.2.4', '192.0.2.5'], ['192.0.2.3', '192.0.2.6']],
    ['192.0.2.7/32', ['192.0.2.7'], ['192.0.2.6', '192.0.2.8']],
    ['10.1.2.3', ['10.1.2.3', '::ffff:10.1.2.3', '::FFFF:a01:203'], ['10.1.2.4', '::10.1.2.3']],
    ['10.0.0.0/8', ['::ffff:10.1.2.3', '0:0:0:0:0:ffff:a01:203'], ['::ffff:11.1.2.3']],
    ['2001:db8::/32', ['2001:db8::', '2001:db8:ffff::1'], ['2001:db7:ffff::1', '2001:db9::']],
    ['2001:db8::1/128', ['2001:DB8:0::1'], ['2001:db8::', '2001:db8::2']],
    ['fe80::/10', ['fe80::1', 'fe80::1%eth0'], ['fec0::1']],
    ['::/1', ['::2'], ['10.0.0.1', '::ffff:10.0.0.1', '8000::']],
    ['0.0.0.0/1', ['1.2.3.4'], ['128.0.0.1', '::1', '::']],
  ])('%s matches %j and not %j', (rule, inside, outside) => {
    const matcher = compileCidrs([rule]);
    expect(inside.filter((address) => !matcher.matches(address))).toEqual([]);
    expect(outside.filter((address) => matcher.matches(address))).toEqual([]);
  });

  it('matches when one of several ranges does', () => {
    const matcher = compileCidrs(['192.0.2.0/24', '2001:db8::/32', '10.0.0.1']);
    expect(matcher.matches('10.0.0.1')).toBe(true);
    expect(matcher.matches('2001:db8::9')).toBe(true);
    expect(matcher.matches('203.0.113.1')).toBe(false);
  });

  it.each([
    '',
    'unknown',
    '10.0.0.1:5678',
    '[2001:db8::1]:443',
    ' 10.0.0.1',
    '010.0.0.1',
    '10.0.0.1, 10.0.0.1',
  ])('never matches %j, which is not an address', (text) => {
    expect(compileCidrs(['10.0.0.0/8', '::/1', '0.0.0.0/1', '2000::/3']).matches(text)).toBe(false);
  });

  it('matches nobody when the list is empty', () => {
    expect(compileCidrs([]).matches('127.0.0.1')).toBe(false);
  });

  it('refuses a list with one bad entry', () => {
    expect(() => compileCidrs(['10.0.0.0/8', '10.1'])).toThrow(AppError);
  });
});

describe('canonicalAddress', () => {
  it.each([
    ['10.1.2.3', '10.1.2.3'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['::ffff:a01:203', '10.1.2.3'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::', '::'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['1::', '1::'],
    ['unknown', ''],
    ['1.2.3.4:80', ''],
    ['%eth0', ''],
    ['1.2.3.4%eth0', ''],
    ['', ''],
  ])('writes %j as %j', (address, canonical) => {
    expect(canonicalAddress(address)).toBe(canonical);
  });
});
