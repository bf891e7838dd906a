import { isIP } from 'node:net';
import { canonicalAddress, compileCidrs } from '../../kernel/cidr.js';
import { AppError } from '../../kernel/errors/index.js';

/** Where the calls of an API go. */
export interface Upstream {
  readonly origin: string;
  /**
   * What stands before the rest of the path in place of the prefix; null: the path is passed on
   * whole. The rule is nginx's: an upstream with a path replaces the prefix, one without does not.
   */
  readonly basePath: string | null;
}

/** Link-local addresses (cloud metadata services among them), unspecified, multicast and broadcast. */
const NEVER = compileCidrs(['169.254.0.0/16', '0.0.0.0/8', '224.0.0.0/3', 'fe80::/10', 'ff00::/8']);

/**
 * Reads an upstream URL.
 *
 * @throws AppError `invalid_request` with a pointer to `#/upstream`.
 */
export function parseUpstream(text: string): Upstream {
  const match = /^(https?):\/\/([^/?#@\s\\]+)(\/[^?#\s\\]*)?$/.exec(text);
  if (match === null || !URL.canParse(text)) {
    throw invalid('must be an http or https URL without user name, query and fragment');
  }
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(host) !== 0 && (NEVER.matches(canonicalAddress(host)) || host === '::')) {
    throw invalid('must not be a link-local, multicast or unspecified address');
  }
  const path = match[3];
  return { origin: url.origin, basePath: path === undefined ? null : path.replace(/\/+$/, '') };
}

/** The path and query that the upstream is asked for; every byte behind the prefix stays. */
export function upstreamPath(upstream: Upstream, prefix: string, rawPath: string): string {
  if (upstream.basePath === null) return rawPath;
  const rest = rawPath.slice(prefix.length);
  return `${upstream.basePath}${rest}` || '/';
}

function invalid(detail: string): AppError {
  return new AppError('invalid_request', {
    detail: `The upstream ${detail}.`,
    errors: [{ pointer: '#/upstream', detail }],
  });
}
