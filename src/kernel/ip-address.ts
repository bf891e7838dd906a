/** IPv4-mapped IPv6 addresses are `::ffff:0:0/96` (RFC 4291 §2.5.5.2). */
const MAPPED_PREFIX_GROUPS = 6;
const GROUPS = 8;

const DOT = 46;
const COLON = 58;

/**
 * A dotted IPv4 address as a number of 32 bits without a sign: four decimal numbers, no leading zeros.
 *
 * @returns -1 for any other text
 */
export function parseIpv4(text: string): number {
  const { length } = text;
  if (length < 7 || length > 15) return -1;
  let address = 0;
  let octet = -1;
  let dots = 0;
  for (let i = 0; i < length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === DOT) {
      if (octet === -1 || dots === 3) return -1;
      address = address * 256 + octet;
      octet = -1;
      dots += 1;
    } else if (code >= 48 && code <= 57 && octet !== 0) {
      octet = octet === -1 ? code - 48 : octet * 10 + code - 48;
      if (octet > 255) return -1;
    } else {
      return -1;
    }
  }
  return dots === 3 && octet !== -1 ? address * 256 + octet : -1;
}

/**
 * The eight 16-bit groups of an IPv6 address (RFC 4291 §2.2), with `::` and with a dotted end.
 *
 * @returns null for any other text; a zone (`%eth0`) is no part of an address
 */
export function parseIpv6(text: string): number[] | null {
  const { length } = text;
  const groups: number[] = [];
  let gap = -1;
  let at = 0;
  if (text.startsWith('::')) {
    gap = 0;
    at = 2;
    if (length === 2) return filled(groups, gap);
  }
  while (groups.length < GROUPS) {
    const start = at;
    let group = 0;
    for (; at < length && at - start < 4; at += 1) {
      const digit = hexDigit(text.charCodeAt(at));
      if (digit === -1) break;
      group = group * 16 + digit;
    }
    if (at < length && text.charCodeAt(at) === DOT) {
      const end = parseIpv4(text.slice(start));
      if (end === -1 || groups.length > MAPPED_PREFIX_GROUPS) return null;
      groups.push(Math.floor(end / 0x10000), end % 0x10000);
      return filled(groups, gap);
    }
    if (at === start) return null;
    groups.push(group);
    if (at === length) return filled(groups, gap);
    if (text.charCodeAt(at) !== COLON) return null;
    at += 1;
    if (at < length && text.charCodeAt(at) === COLON) {
      if (gap !== -1) return null;
      gap = groups.length;
      at += 1;
      if (at === length) return filled(groups, gap);
    }
  }
  return null;
}

/** Puts the zeros that `::` stands for where it stood: at least one group of them. */
function filled(groups: number[], gap: number): number[] | null {
  if (gap === -1) return groups.length === GROUPS ? groups : null;
  if (groups.length >= GROUPS) return null;
  groups.splice(gap, 0, ...Array<number>(GROUPS - groups.length).fill(0));
  return groups;
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 0x20;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

/** The groups of an IPv4 address as the IPv6 address that stands for it. */
export function mappedGroups(ipv4: number): number[] {
  return [0, 0, 0, 0, 0, 0xffff, Math.floor(ipv4 / 0x10000), ipv4 % 0x10000];
}

/** The IPv4 address that eight groups stand for; -1 when they stand for none. */
export function mappedIpv4(groups: readonly number[]): number {
  for (let i = 0; i < MAPPED_PREFIX_GROUPS - 1; i += 1) if (groups[i] !== 0) return -1;
  if (groups[MAPPED_PREFIX_GROUPS - 1] !== 0xffff) return -1;
  return (groups[6] as number) * 0x10000 + (groups[7] as number);
}

export function formatIpv4(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

/** RFC 5952 §4: lower case, no leading zeros, the first longest run of two or more zeros as `::`. */
export function formatIpv6(groups: readonly number[]): string {
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
