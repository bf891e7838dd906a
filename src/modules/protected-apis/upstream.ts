import { isIP } from 'node:net';
import { AppError } from '../../kernel/errors/index.js';
import { isForbiddenUpstreamAddress } from '../../kernel/special-addresses.js';

/** How patient the gateway is with an upstream, and how much it asks of it at a time. */
export interface UpstreamOptions {
  readonly connectTimeoutSeconds: number;
  /** From the request to the first byte of the answer's head. */
  readonly firstByteTimeoutSeconds: number;
  /** Between two pieces of a body. */
  readonly idleTimeoutSeconds: number;
  readonly maxConcurrentRequests: number;
}

export const DEFAULT_UPSTREAM_OPTIONS: UpstreamOptions = {
  connectTimeoutSeconds: 2,
  firstByteTimeoutSeconds: 30,
  idleTimeoutSeconds: 60,
  maxConcurrentRequests: 256,
};

/** Where the calls of an API go. */
export interface Upstream {
  readonly origin: string;
  /**
   * What stands before the rest of the path in place of the prefix; null: the path is passed on
   * whole. The rule is nginx's: an upstream with a path replaces the prefix, one without does not.
   */
  readonly basePath: string | null;
  readonly connectTimeoutMs: number;
  readonly firstByteTimeoutMs: number;
  readonly idleTimeoutMs: number;
  /** Calls that may be on their way to this upstream for this API at the same time. */
  readonly maxConcurrent: number;
}

/**
 * Reads an upstream URL.
 *
 * @param member the member of the request that it stands in
 * @throws AppError `invalid_request` with a pointer to that member
 */
export function parseUpstream(
  text: string,
  options: UpstreamOptions = DEFAULT_UPSTREAM_OPTIONS,
  member = 'upstream',
): Upstream {
  const invalid = (detail: string): AppError => invalidUpstream(member, detail);
  const match = /^(https?):\/\/([^/?#@\s\\]+)(\/[^?#\s\\]*)?$/.exec(text);
  if (match === null || !URL.canParse(text)) {
    throw invalid('must be an http or https URL without user name, query and fragment');
  }
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (host.endsWith('.')) throw invalid('must name its host without a final dot');
  // `2130706433`, `0x7f.1` and `127.1` are 127.0.0.1, and hardly what anybody means by them.
  if (isIP(host) === 4 && host !== /^[^:]*/.exec(match[2] ?? '')?.[0]) {
    throw invalid('must write an IPv4 address as four decimal numbers');
  }
  if (isIP(host) !== 0 && isForbiddenUpstreamAddress(host)) {
    throw invalid('must not be a link-local, multicast or unspecified address');
  }
  const path = match[3];
  return {
    origin: url.origin,
    basePath: path === undefined ? null : path.replace(/\/+$/, ''),
    connectTimeoutMs: options.connectTimeoutSeconds * 1000,
    firstByteTimeoutMs: options.firstByteTimeoutSeconds * 1000,
    idleTimeoutMs: options.idleTimeoutSeconds * 1000,
    maxConcurrent: options.maxConcurrentRequests,
  };
}

/** The path and query that the upstream is asked for; every byte behind the prefix stays. */
export function upstreamPath(upstream: Upstream, prefix: string, rawPath: string): string {
  if (upstream.basePath === null) return rawPath;
  const rest = prefix === '/' ? rawPath : rawPath.slice(prefix.length);
  return `${upstream.basePath}${rest}` || '/';
}

function invalidUpstream(member: string, detail: string): AppError {
  return new AppError('invalid_request', {
    detail: `The upstream ${detail}.`,
    errors: [{ pointer: `#/${member}`, detail }],
  });
}
