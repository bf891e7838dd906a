import { canonicalAddress, compileCidrs } from './cidr.js';

/** Ranges of the IANA special-purpose registry that do not lead to the public Internet, and multicast. */
const SPECIAL = compileCidrs([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
]);
/** All that is handed out of IPv6 (RFC 4291 §2.4): outside are ULA, link-local, multicast and NAT64. */
const GLOBAL_UNICAST_V6 = compileCidrs(['2000::/3']);
const LOOPBACK = compileCidrs(['127.0.0.0/8', '::1']);
/**
 * Where no upstream of an operator lies: link-local addresses (cloud metadata services among them, and
 * the one that AWS has in IPv6), unspecified, multicast and broadcast.
 */
const NO_UPSTREAM = compileCidrs([
  '169.254.0.0/16',
  '0.0.0.0/8',
  '224.0.0.0/3',
  '::/128',
  'fd00:ec2::254',
  'fe80::/10',
  'ff00::/8',
]);

/** Whether the address leads to the public Internet. An IPv4-mapped address is the IPv4 address. */
export function isPublicAddress(address: string): boolean {
  const canonical = canonicalAddress(address);
  if (canonical === '' || SPECIAL.matches(canonical)) return false;
  return !canonical.includes(':') || GLOBAL_UNICAST_V6.matches(canonical);
}

export function isLoopbackAddress(address: string): boolean {
  return LOOPBACK.matches(address);
}

/** Whether no upstream may have this address, named as it is or as what a host name resolves to. */
export function isForbiddenUpstreamAddress(address: string): boolean {
  const canonical = canonicalAddress(address);
  return canonical === '' || NO_UPSTREAM.matches(canonical);
}
