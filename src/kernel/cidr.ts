import { AppError } from './errors/index.js';
import {
  formatIpv4,
  formatIpv6,
  mappedGroups,
  mappedIpv4,
  parseIpv4,
  parseIpv6,
} from './ip-address.js';

/** A compiled list of address ranges. */
export interface CidrMatcher {
  /** Whether the address is in one of the ranges; text that is not an IP address never is. */
  matches(address: string): boolean;
}

interface Range {
  readonly family: 'ipv4' | 'ipv6';
  /** Eight groups; those of an IPv4 range as of the IPv6 range that stands for it. */
  readonly groups: readonly number[];
  readonly prefixLength: number;
}

const PREFIX_LENGTH = /^(?:0|[1-9][0-9]{0,2})$/;
const MAPPED_BITS = 96;
const GROUP_BITS = 16;

/**
 * The canonical text of one allowlist entry: `10.0.0.0/8`, `192.0.2.1/32`, `2001:db8::/32`. A bare
 * address is a range of one; an IPv4-mapped range is the IPv4 range.
 *
 * @throws AppError `invalid_request` for anything else: host bits set, leading zeros, short or numeric
 *   forms, zones, white space, and ranges that hold every address of a family
 */
export function parseCidr(text: string): string {
  const { family, groups, prefixLength } = parseRange(text);
  const address = family === 'ipv4' ? formatIpv4(mappedIpv4(groups)) : formatIpv6(groups);
  return `${address}/${prefixLength}`;
}

/**
 * Compiles a list once, to be asked per request. An IPv6 range never matches an IPv4 caller, in
 * whichever form the caller's address is written; an empty list matches nobody.
 *
 * @throws AppError `invalid_request` as `parseCidr`
 */
export function compileCidrs(list: readonly string[]): CidrMatcher {
  const ranges = list.map(parseRange);
  const ipv4 = ranges.filter(({ family }) => family === 'ipv4').map(ipv4RangeOf);
  const ipv6 = ranges.filter(({ family }) => family === 'ipv6').map(ipv6RangeOf);
  return {
    matches(address) {
      const plain = parseIpv4(address);
      if (plain !== -1) return holdsIpv4(ipv4, plain);
      const groups = parseIpv6(withoutZone(address));
      if (groups === null) return false;
      const mapped = mappedIpv4(groups);
      return mapped === -1 ? holdsIpv6(ipv6, groups) : holdsIpv4(ipv4, mapped);
    },
  };
}

/**
 * The one text of an address, as it is compared, counted and shown: IPv4 dotted (also for an
 * IPv4-mapped address), IPv6 by RFC 5952. A socket's zone (`%eth0`) is dropped. Returns an empty
 * string for text that is not an IP address.
 */
export function canonicalAddress(address: string): string {
  if (parseIpv4(address) !== -1) return address;
  const groups = parseIpv6(withoutZone(address));
  if (groups === null) return '';
  const mapped = mappedIpv4(groups);
  return mapped === -1 ? formatIpv6(groups) : formatIpv4(mapped);
}

function withoutZone(address: string): string {
  const zone = address.indexOf('%');
  return zone === -1 ? address : address.slice(0, zone);
}

interface Ipv4Range {
  /** Both as signed 32-bit numbers, as `&` makes them. */
  readonly network: number;
  readonly mask: number;
}

interface Ipv6Range {
  readonly network: readonly number[];
  readonly masks: readonly number[];
}

function ipv4RangeOf({ groups, prefixLength }: Range): Ipv4Range {
  // No range has the length 0, at which the shift would leave every bit.
  const mask = -1 << (32 - prefixLength);
  return { network: mappedIpv4(groups) & mask, mask };
}

function ipv6RangeOf({ groups, prefixLength }: Range): Ipv6Range {
  return { network: groups, masks: groups.map((_, index) => groupMask(index, prefixLength)) };
}

function holdsIpv4(ranges: readonly Ipv4Range[], address: number): boolean {
  for (const { network, mask } of ranges) if ((address & mask) === network) return true;
  return false;
}

function holdsIpv6(ranges: readonly Ipv6Range[], groups: readonly number[]): boolean {
  return ranges.some(({ network, masks }) =>
    groups.every((group, index) => (group & (masks[index] as number)) === network[index]),
  );
}

/** The bits of a group that belong to the network. */
function groupMask(index: number, prefixLength: number): number {
  const ours = Math.min(GROUP_BITS, Math.max(0, prefixLength - index * GROUP_BITS));
  return 0xffff & ~(0xffff >> ours);
}

function parseRange(text: string): Range {
  const slash = text.indexOf('/');
  const address = slash === -1 ? text : text.slice(0, slash);
  const plain = parseIpv4(address);
  const groups = plain === -1 ? parseIpv6(address) : mappedGroups(plain);
  if (groups === null) throw refusal();
  const bits = plain === -1 ? 128 : 32;
  const prefixText = slash === -1 ? String(bits) : text.slice(slash + 1);
  const prefixLength = Number(prefixText);
  if (!PREFIX_LENGTH.test(prefixText) || prefixLength > bits) throw refusal();

  if (plain !== -1) return checked('ipv4', groups, prefixLength);
  return mappedIpv4(groups) !== -1 && prefixLength >= MAPPED_BITS
    ? checked('ipv4', groups, prefixLength - MAPPED_BITS)
    : checked('ipv6', groups, prefixLength);
}

function checked(family: Range['family'], groups: readonly number[], prefixLength: number): Range {
  if (prefixLength === 0) {
    throw refusal('holds every address, and so restricts nothing');
  }
  const networkBits = family === 'ipv4' ? prefixLength + MAPPED_BITS : prefixLength;
  if (groups.some((group, index) => (group & ~groupMask(index, networkBits)) !== 0)) {
    throw refusal('has bits set behind the prefix length');
  }
  return { family, groups, prefixLength };
}

/** @param phrase can be read after the place where the entry stands */
function refusal(phrase = 'must be an IP address or a range such as 10.0.0.0/8'): AppError {
  return new AppError('invalid_request', {
    detail: `The entry ${phrase}.`,
    errors: [{ pointer: '#', detail: phrase }],
    hint: 'Write a range such as 10.0.0.0/8 or 2001:db8::/32, or a single address such as 192.0.2.7.',
  });
}
