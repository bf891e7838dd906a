import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { canonicalAddress, type CidrMatcher } from '../../kernel/cidr.js';

/** More forwarding than this is junk, not a route through a network. */
const MAX_FORWARDED_LENGTH = 2_048;

/**
 * The address of the caller, canonical: the socket's, or, when the socket belongs to a trusted proxy,
 * the right-most entry of `X-Forwarded-For` that is not one itself. No other header is read.
 *
 * @returns null when the address cannot be known: a Unix socket, or an entry that is not an address.
 *   What depends on the address then refuses; it never falls back to the proxy's own.
 */
export function clientAddress(request: IncomingMessage, trusted: CidrMatcher): string | null {
  const peer = peerAddress(request);
  if (peer === null || !trusted.matches(peer)) return peer;
  const forwarded = request.headers['x-forwarded-for'];
  // Without the header the proxy itself is the caller, as in its own health checks.
  return forwarded === undefined ? peer : rightmostUntrusted(String(forwarded), trusted);
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

function rightmostUntrusted(forwarded: string, trusted: CidrMatcher): string | null {
  if (forwarded.length > MAX_FORWARDED_LENGTH) return null;
  let hop = '';
  for (const text of forwarded.split(',').reverse()) {
    hop = canonicalHop(text.trim());
    if (hop === '') return null;
    if (!trusted.matches(hop)) return hop;
  }
  return hop;
}

/** A bare address only: no port, no brackets, no zone, no `unknown`. */
function canonicalHop(text: string): string {
  return isIP(text) === 0 || text.includes('%') ? '' : canonicalAddress(text);
}
