import { describe, expect, it } from 'vitest';
import { isLoopbackAddress, isPublicAddress } from './special-addresses.js';

describe('isPublicAddress', () => {
  it.each(['1.1.1.1', '93.184.215.14', '100.63.255.255', '172.32.0.1', '2606:4700::1111'])(
    'is true of %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    ['this host', '0.0.0.0'],
    ['a private network', '10.0.0.1'],
    ['a private network', '172.16.0.1'],
    ['a private network', '192.168.1.1'],
    ['a carrier’s network', '100.64.0.1'],
    ['loopback', '127.0.0.1'],
    ['loopback, anywhere in it', '127.8.8.8'],
    ['link-local, where clouds keep credentials', '169.254.169.254'],
    ['a protocol assignment', '192.0.0.192'],
    ['documentation', '203.0.113.9'],
    ['benchmarking', '198.19.0.1'],
    ['multicast', '224.0.0.1'],
    ['the reserved rest', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['the unspecified address', '::'],
    ['loopback', '::1'],
    ['loopback, mapped', '::ffff:127.0.0.1'],
    ['loopback, mapped in hexadecimal', '::ffff:7f00:1'],
    ['a private network, mapped', '::ffff:10.0.0.1'],
    ['an IPv4-compatible address', '::127.0.0.1'],
    ['NAT64', '64:ff9b::a00:1'],
    ['local NAT64', '64:ff9b:1::a00:1'],
    ['a unique local address', 'fd00::1'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['site-local', 'fec0::1'],
    ['multicast', 'ff02::1'],
    ['6to4', '2002:a00:1::1'],
    ['Teredo', '2001:0:a00:1::1'],
    ['documentation', '2001:db8::1'],
    ['no address', 'localhost'],
    ['a number', '2130706433'],
    ['octal digits', '0177.0.0.1'],
    ['nothing', ''],
  ])('is false of %s: %s', (_name, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('isLoopbackAddress', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])('is true of %s', (address) => {
    expect(isLoopbackAddress(address)).toBe(true);
  });
  it.each(['0.0.0.0', '::', '10.0.0.1', 'localhost'])('is false of %s', (address) => {
    expect(isLoopbackAddress(address)).toBe(false);
  });
});
