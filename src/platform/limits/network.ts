import { canonicalAddress } from '../../kernel/cidr.js';

/** How many leading bits of an IPv6 address one customer of a provider holds: a household, or a site. */
const HOUSEHOLD_GROUPS = 4;
const SITE_GROUPS = 3;

/** One household of addresses: an IPv4 address, or the /64 of an IPv6 address. */
export function networkOf(address: string | null): string {
  return prefixOf(address, HOUSEHOLD_GROUPS);
}

/** One site: an IPv4 address, or the /48 of an IPv6 address, whose 65,536 households one owner may have. */
export function siteOf(address: string | null): string {
  return prefixOf(address, SITE_GROUPS);
}

function prefixOf(address: string | null, groups: number): string {
  if (address === null) return 'unknown';
  const canonical = canonicalAddress(address);
  if (!canonical.includes(':')) return canonical;
  return `${expand(canonical).slice(0, groups).join(':')}::/${groups * 16}`;
}

/** The eight groups of an IPv6 address, without leading zeros. */
function expand(address: string): string[] {
  const [head = '', tail] = address.toLowerCase().split('::', 2);
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  const groups = tail === undefined ? left : [...left, ...zeros, ...right];
  return groups.map((group) => group.replace(/^0+(?=.)/, ''));
}
