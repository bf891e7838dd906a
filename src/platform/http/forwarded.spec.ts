import { describe, expect, it } from 'vitest';
import { forwardedHops } from './forwarded.js';

describe('the hops of a Forwarded header', () => {
  it.each<[string, string[]]>([
    ['for=192.0.2.60;proto=http;by=203.0.113.43', ['192.0.2.60']],
    ['for=192.0.2.43, for=198.51.100.17', ['192.0.2.43', '198.51.100.17']],
    ['For="[2001:db8:cafe::17]:4711"', ['2001:db8:cafe::17']],
    ['for="192.0.2.43:47011"', ['192.0.2.43']],
    ['for="[2001:DB8:0::1]"', ['2001:db8::1']],
    ['for="[::ffff:192.0.2.1]"', ['192.0.2.1']],
    ['for=unknown', ['']],
    ['for=_hidden, for=_SEVKISEK', ['', '']],
    ['proto=https', ['']],
    ['by="a,b;c=\\"d";for=192.0.2.1', ['192.0.2.1']],
    ['for="192.0.2.\\1"', ['192.0.2.1']],
    ['for="2001:db8::1"', ['']],
    ['for=010.0.0.1', ['']],
  ])('of %s are %j (RFC 7239 §4)', (header, hops) => {
    expect(forwardedHops(header)).toEqual(hops);
  });

  it.each([
    '',
    ',',
    'for=192.0.2.1,',
    'for=192.0.2.1;',
    'for =192.0.2.1',
    'for= 192.0.2.1',
    'for="192.0.2.1',
    'for=192.0.2.1 for=192.0.2.2',
    'for=192.0.2.1;for=192.0.2.2',
    '192.0.2.1',
    'for=',
    'for=192.0.2.43:47011',
    'for=2001:db8::1',
  ])('cannot be told of %j', (header) => {
    expect(forwardedHops(header)).toBeNull();
  });
});
