import { BlockList, isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalAddress, compileCidrs } from './cidr.js';
import { formatIpv4, formatIpv6, parseIpv4, parseIpv6 } from './ip-address.js';

const RUNS = { numRuns: 2_000 };

const octets = fc.array(fc.oneof(fc.nat(255), fc.constantFrom(0, 10, 127, 255, 256, 999)), {
  minLength: 3,
  maxLength: 5,
});
const dotted = octets.map((list) => list.join('.'));
const group = fc.oneof(
  fc.constant('0'),
  fc.constantFrom('ffff', 'FFFF', '00000', '12345', 'g', ''),
  fc.nat(0xffff).map((value) => value.toString(16)),
);
/** Addresses, and texts that nearly are: too many groups, two gaps, a dotted end in the wrong place. */
const colons = fc
  .tuple(
    fc.array(group, { maxLength: 9 }),
    fc.constantFrom(':', '::'),
    fc.array(group, { maxLength: 8 }),
    fc.option(dotted, { nil: '' }),
  )
  .map(([head, gap, tail, end]) => {
    const behind = end === '' ? tail : [...tail, end];
    return `${head.join(':')}${gap}${behind.join(':')}`;
  });
const nearly = fc.oneof(
  dotted,
  colons,
  fc.ipV4(),
  fc.ipV6(),
  fc.stringMatching(/^[0-9a-f:.]{0,20}$/),
);

describe('the parsers of addresses', () => {
  it('take what Node takes as an IPv4 address, and nothing else', () => {
    fc.assert(
      fc.property(nearly, (text) => {
        expect(parseIpv4(text) !== -1, text).toBe(isIPv4(text));
      }),
      RUNS,
    );
  });

  it('take what Node takes as an IPv6 address, and nothing else', () => {
    fc.assert(
      fc.property(nearly, (text) => {
        expect(parseIpv6(text) !== null, text).toBe(isIPv6(text));
      }),
      RUNS,
    );
  });

  it('read back what they write', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), (address) => {
        expect(parseIpv4(formatIpv4(address))).toBe(address);
      }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant(0), fc.nat(0xffff)), { minLength: 8, maxLength: 8 }),
        (groups) => {
          expect(parseIpv6(formatIpv6(groups))).toEqual(groups);
        },
      ),
    );
  });

  it('write an IPv6 address as the URL parser does, which follows RFC 5952', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        const canonical = canonicalAddress(text);
        fc.pre(canonical.includes(':'));
        expect(`[${canonical}]`).toBe(new URL(`http://[${text}]/`).hostname);
      }),
      RUNS,
    );
  });
});

describe('a compiled list of ranges', () => {
  const ipv4Range = fc
    .tuple(fc.nat(2 ** 32 - 1), fc.integer({ min: 1, max: 32 }))
    .map(([address, bits]) => ({
      network: formatIpv4((address & (-1 << (32 - bits))) >>> 0),
      bits,
    }));
  const ipv6Range = fc
    .tuple(
      fc.array(fc.constantFrom(0, 1, 0x2001, 0xdb8, 0xffff, 0x8000), {
        minLength: 8,
        maxLength: 8,
      }),
      fc.integer({ min: 1, max: 128 }),
    )
    .map(([groups, bits]) => ({
      network: formatIpv6(
        groups.map((value, i) => value & ~(0xffff >> Math.min(16, Math.max(0, bits - i * 16)))),
      ),
      bits,
    }));
  /** Near the edges of a range, where a mask that is off by one would show. */
  const flip = (address: string, bit: number): string => {
    const groups = parseIpv6(address) as number[];
    const index = Math.floor(bit / 16);
    groups[index] = (groups[index] as number) ^ (1 << (15 - (bit % 16)));
    return formatIpv6(groups);
  };

  it('holds the IPv4 addresses that a BlockList of the same ranges holds', () => {
    fc.assert(
      fc.property(
        fc.array(ipv4Range, { maxLength: 5 }),
        fc.nat(31),
        fc.ipV4(),
        (ranges, bit, ip) => {
          const list = new BlockList();
          for (const { network, bits } of ranges) list.addSubnet(network, bits, 'ipv4');
          const matcher = compileCidrs(ranges.map(({ network, bits }) => `${network}/${bits}`));
          const edges = ranges.map(({ network }) =>
            formatIpv4((parseIpv4(network) ^ (1 << bit)) >>> 0),
          );
          for (const address of [ip, ...edges, ...ranges.map(({ network }) => network)]) {
            expect(matcher.matches(address), address).toBe(list.check(address, 'ipv4'));
            expect(matcher.matches(`::ffff:${address}`), address).toBe(list.check(address, 'ipv4'));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('holds the IPv6 addresses that a BlockList of the same ranges holds, but no IPv4 address', () => {
    fc.assert(
      fc.property(
        fc.array(ipv6Range, { maxLength: 5 }),
        fc.nat(127),
        fc.ipV6(),
        (ranges, bit, ip) => {
          // Mapped ranges are IPv4 ranges, and those that hold them hold no IPv4 address here.
          fc.pre(ranges.every(({ network }) => canonicalAddress(network).includes(':')));
          const list = new BlockList();
          for (const { network, bits } of ranges) list.addSubnet(network, bits, 'ipv6');
          const matcher = compileCidrs(ranges.map(({ network, bits }) => `${network}/${bits}`));
          const edges = ranges.map(({ network }) => flip(network, bit));
          for (const address of [ip, ...edges, ...ranges.map(({ network }) => network)]) {
            const isIpv4 = !canonicalAddress(address).includes(':');
            expect(matcher.matches(address), address).toBe(!isIpv4 && list.check(address, 'ipv6'));
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
