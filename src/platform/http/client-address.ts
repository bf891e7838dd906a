import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { canonicalAddress, type CidrMatcher, compileCidrs } from '../../kernel/cidr.js';
import type { AppConfig, ForwardingHeaderName } from '../config/index.js';
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
  const peer = peerOf(request.socket, trusted);
  if (!peer.isTrusted) return peer.address;
  const given = request.headers[header];
  // Without the header the proxy itself is the caller, as in its own health checks.
  if (given === undefined) return peer.address;
  const forwarded = String(given);
  if (forwarded.length > MAX_FORWARDED_LENGTH) return null;
  if (header === 'x-forwarded-for') return callerBehind(forwarded, trusted);
  const hops = forwardedHops(forwarded);
  return hops === null ? null : rightmostUntrusted(hops, trusted);
}

const matchers = new WeakMap<readonly string[], CidrMatcher>();

/** The proxies whose forwarding is believed: one matcher for all who ask, as one look at a peer is kept. */
export function trustedProxiesOf({
  trustedProxies,
}: Pick<AppConfig, 'trustedProxies'>): CidrMatcher {
  const matcher = matchers.get(trustedProxies) ?? compileCidrs(trustedProxies);
  matchers.set(trustedProxies, matcher);
  return matcher;
}

/** Whether the request comes straight from a trusted proxy, so that its forwarding headers count. */
export function isFromTrustedProxy({ socket }: IncomingMessage, trusted: CidrMatcher): boolean {
  return peerOf(socket, trusted).isTrusted;
}

/** Who is at the other end of a connection. It stays who it is, so that one look is enough. */
interface Peer {
  /** Null when it cannot be known. */
  readonly address: string | null;
  readonly isTrusted: boolean;
  readonly trusted: CidrMatcher;
}

const peers = new WeakMap<Socket, Peer>();

function peerOf(socket: Socket, trusted: CidrMatcher): Peer {
  const known = peers.get(socket);
  if (known?.trusted === trusted) return known;
  const text = canonicalAddress(socket.remoteAddress ?? '');
  const address = text === '' ? null : text;
  const peer = { address, isTrusted: address !== null && trusted.matches(address), trusted };
  peers.set(socket, peer);
  return peer;
}

/** Reads an `X-Forwarded-For` header from the right, as far as it must. */
function callerBehind(header: string, trusted: CidrMatcher): string | null {
  let end = header.length;
  for (;;) {
    const comma = header.lastIndexOf(',', end - 1);
    const hop = canonicalHop(header.slice(comma + 1, end).trim());
    if (hop === '') return null;
    if (comma === -1 || !trusted.matches(hop)) return hop;
    end = comma;
  }
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

/** A bare address only: no port, no brackets, no zone, no `unknown`. */
function canonicalHop(text: string): string {
  return text.includes('%') ? '' : canonicalAddress(text);
}
