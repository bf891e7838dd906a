import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { AppError } from './errors/index.js';

/** A compiled list of address ranges. */
export interface CidrMatcher {
  /** Whether the address is in one of the ranges; text that is not an IP address never is. */
  matches(address: string): boolean;
}

interface Range {
  readonly family: 'ipv4' | 'ipv6';
  readonly address: string;
  readonly prefixLength: number;
}

const PREFIX_LENGTH = /^(?:0|[1-9][0-9]{0,2})$/;
/** IPv4-mapped IPv6 addresses are `::ffff:0:0/96` (RFC 4291 §2.5.5.2). */
const MAPPED_BITS = 96;

/**
 * The canonical text of one allowlist entry: `10.0.0.0/8`, `192.0.2.1/32`, `2001:db8::/32`. A bare
 * address is a range of one; an IPv4-mapped range is the IPv4 range.
 *
 * @throws AppError `invalid_request` for anything else: host bits set, leading zeros, short or numeric
 *   forms, zones, white space, and ranges that hold every address of a family
 */
export function parseCidr(text: string): string {
  const range = parseRange(text);
  return `${range.address}/${range.prefixLength}`;
}

/**
 * Compiles a list once, to be asked per request. An IPv6 range never matches an IPv4 caller, in
 * whichever form the caller's address is written; an empty list matches nobody.
 *
 * @throws AppError `invalid_request` as `parseCidr`
 */
export function compileCidrs(list: readonly string[]): CidrMatcher {
  // One list per family: a single BlockList would let `::/1` match IPv4 callers as mapped addresses.
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const text of list) {
    const { family, address, prefixLength } = parseRange(text);
    lists[family].addSubnet(address, prefixLength, family);
  }
  return {
    matches(address) {
      const canonical = canonicalAddress(address);
      if (canonical === '') return false;
      return canonical.includes(':')
        ? lists.ipv6.check(canonical, 'ipv6')
        : lists.ipv4.check(canonical, 'ipv4');
    },
  };
}

/**
 * The one text of an address, as it is compared, counted and shown: IPv4 dotted (also for an
 * IPv4-mapped address), IPv6 by RFC 5952. A socket's zone (`%eth0`) is dropped. Returns an empty
 * string for text that is not an IP address.
 */
export function canonicalAddress(address: string): string {
  if (isIPv4(address)) return address;
  const zone = address.indexOf('%');
  const bare = zone === -1 ? address : address.slice(0, zone);
  if (!isIPv6(bare)) return '';
  const groups = groupsOf(bare);
  return isMapped(groups) ? dottedOf(groups) : compressedOf(groups);
}

function parseRange(text: string): Range {
  const slash = text.indexOf('/');
  const address = slash === -1 ? text : text.slice(0, slash);
  const isV4 = isIPv4(address);
  if (address.includes('%') || !(isV4 || isIPv6(address))) throw refusal();
  const bits = isV4 ? 32 : 128;
  const prefixText = slash === -1 ? String(bits) : text.slice(slash + 1);
  const prefixLength = Number(prefixText);
  if (!PREFIX_LENGTH.test(prefixText) || prefixLength > bits) throw refusal();

  if (isV4) return checked('ipv4', mappedGroupsOf(address), prefixLength);
  const groups = groupsOf(address);
  return isMapped(groups) && prefixLength >= MAPPED_BITS
    ? checked('ipv4', groups, prefixLength - MAPPED_BITS)
    : checked('ipv6', groups, prefixLength);
}

function checked(family: Range['family'], groups: readonly number[], prefixLength: number): Range {
  if (prefixLength === 0) {
    throw refusal('holds every address, and so restricts nothing');
  }
  const networkBits = family === 'ipv4' ? prefixLength + MAPPED_BITS : prefixLength;
  if (hasHostBits(groups, networkBits)) {
    throw refusal('has bits set behind the prefix length');
  }
  const address = family === 'ipv4' ? dottedOf(groups) : compressedOf(groups);
  return { family, address, prefixLength };
}

function hasHostBits(groups: readonly number[], networkBits: number): boolean {
  return groups.some((group, index) => {
    const ours = Math.min(16, Math.max(0, networkBits - index * 16));
    return (group & (0xffff >> ours)) !== 0;
  });
}

/** The eight 16-bit groups of a valid IPv6 address. */
function groupsOf(address: string): number[] {
  const tail = address.slice(address.lastIndexOf(':') + 1);
  const text = isIPv4(tail)
    ? address.slice(0, -tail.length) +
      mappedGroupsOf(tail)
        .slice(6)
        .map((group) => group.toString(16))
        .join(':')
    : address;
  const [left = '', right] = text.split('::');
  const parse = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  if (right === undefined) return parse(left);
  const head = parse(left);
  const end = parse(right);
  return [...head, ...Array<number>(8 - head.length - end.length).fill(0), ...end];
}

function mappedGroupsOf(ipv4: string): number[] {
  const [a = 0, b = 0, c = 0, d = 0] = ipv4.split('.').map(Number);
  return [0, 0, 0, 0, 0, 0xffff, (a << 8) | b, (c << 8) | d];
}

function isMapped(groups: readonly number[]): boolean {
  return groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0);
}

function dottedOf(groups: readonly number[]): string {
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 0xff])
    .join('.');
}

/** RFC 5952 §4: lower case, no leading zeros, the first longest run of two or more zeros as `::`. */
function compressedOf(groups: readonly number[]): string {
  let start = -1;
  let length = 1;
  for (let index = 0; index < groups.length; index += 1) {
    let run = 0;
    while (groups[index + run] === 0) run += 1;
    if (run > length) [start, length] = [index, run];
  }
  const text = groups.map((group) => group.toString(16));
  if (start === -1) return text.join(':');
  return `${text.slice(0, start).join(':')}::${text.slice(start + length).join(':')}`;
}

/** @param phrase can be read after the place where the entry stands */
function refusal(phrase = 'must be an IP address or a range such as 10.0.0.0/8'): AppError {
  return new AppError('invalid_request', {
    detail: `The entry ${phrase}.`,
    errors: [{ pointer: '#', detail: phrase }],
    hint: 'Write a range such as 10.0.0.0/8 or 2001:db8::/32, or a single address such as 192.0.2.7.',
  });
}
