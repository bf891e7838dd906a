import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { canonicalAddress, type CidrMatcher } from '../../kernel/cidr.js';
import type { ForwardingHeaderName } from '../config/index.js';
import { forwardedHops } from './forwarded.js';

/** More forwarding than this is junk, not a route through a network. */
const MAX_FORWARDED_LENGTH = 2_048;

/**
 * The address of the caller, canonical: the socket's, or, when the socket belongs to a trusted proxy,
 * the right-most hop in the forwarding header that is not one itself. No other header is read: a proxy
 * that writes one of them passes on what the client wrote into the other.
 *
 * @returns null when the address cannot be known: a Unix socket, or an entry that is not an address.
 *   What depends on the address then refuses; it never falls back to the proxy's own.
 */
export function clientAddress(
  request: IncomingMessage,
  trusted: CidrMatcher,
  header: ForwardingHeaderName = 'x-forwarded-for',
): string | null {
  const peer = peerAddress(request);
  if (peer === null || !trusted.matches(peer)) return peer;
  const given = request.headers[header];
  // Without the header the proxy itself is the caller, as in its own health checks.
  if (given === undefined) return peer;
  const forwarded = String(given);
  if (forwarded.length > MAX_FORWARDED_LENGTH) return null;
  const hops = header === 'forwarded' ? forwardedHops(forwarded) : forwardedForHops(forwarded);
  return hops === null ? null : rightmostUntrusted(hops, trusted);
}

/** Whether the request comes straight from a trusted proxy, so that its forwarding headers count. */
export function isFromTrustedProxy(request: IncomingMessage, trusted: CidrMatcher): boolean {
  const peer = peerAddress(request);
  return peer !== null && trusted.matches(peer);
}

function peerAddress(request: IncomingMessage): string | null {
  const address = canonicalAddress(request.socket.remoteAddress ?? '');
  return address === '' ? null : address;
}

function rightmostUntrusted(hops: readonly string[], trusted: CidrMatcher): string | null {
  let hop = '';
  for (let i = hops.length - 1; i >= 0; i -= 1) {
    hop = hops[i] as string;
    if (hop === '') return null;
    if (!trusted.matches(hop)) return hop;
  }
  return hop;
}

/** The hops of an `X-Forwarded-For` header, in order; an empty string for what is no address. */
function forwardedForHops(header: string): string[] {
  return header.split(',').map((text) => canonicalHop(text.trim()));
}

/** A bare address only: no port, no brackets, no zone, no `unknown`. */
function canonicalHop(text: string): string {
  return isIP(text) === 0 || text.includes('%') ? '' : canonicalAddress(text);
}
