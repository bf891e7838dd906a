import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AppError } from '../../kernel/errors/index.js';
import type { HeaderLines } from '../../kernel/header-lines.js';

/** Methods that only help to find out what lies between client and server (RFC 9110 §9.3.6, §9.3.8). */
const REFUSED_METHODS = new Set(['TRACE', 'TRACK', 'CONNECT']);

/** For the `Allow` of a 405; a path may take fewer. */
export const ALLOWED_METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';

/**
 * What this process calls itself in the `CDN-Loop` of its requests to upstreams (RFC 8586), so that it
 * knows those that come back.
 */
export const LOOP_MARK = `ostiary-${randomBytes(8).toString('hex')}`;

/** Node keeps 2000 header lines and drops the rest without a word, a credential among them. */
const MOST_HEADER_LINES = 500;

/**
 * What Node lets through although two parties could read it in two ways: a target that is not in
 * origin form (RFC 9112 §3.2.1), a fragment, a NUL, two `Host` headers, a transfer coding
 * that hides where the body ends, more header lines than Node keeps. And what this server sent itself.
 *
 * @returns the refusal, or null for a request that says one thing only
 */
export function ambiguityOf(
  { method, url: target = '' }: Pick<IncomingMessage, 'method' | 'url'>,
  headers: HeaderLines,
): AppError | null {
  if (REFUSED_METHODS.has(method ?? '')) return new AppError('method_not_allowed');
  if (!target.startsWith('/')) return refusal('The request target must be a path.');
  if (target.includes('#')) return refusal('The request target must not have a fragment.');
  if (target.includes('%00') || target.includes('\0'))
    return refusal('The request target must not contain a NUL.');
  if (headers.raw.length > 2 * MOST_HEADER_LINES) {
    return refusal(`The request has more than ${MOST_HEADER_LINES} header lines.`);
  }
  // Node's parser says so too, but only once the body begins.
  if (headers.has('transfer-encoding') && !isChunked(headers)) {
    return refusal('The only transfer coding that is taken is chunked.');
  }
  if (headers.count('host') > 1) {
    return refusal('The request must have one Host header.');
  }
  if (headers.has('cdn-loop') && headers.all('cdn-loop').some((by) => by.includes(LOOP_MARK))) {
    return new AppError('loop_detected');
  }
  return null;
}

function refusal(detail: string): AppError {
  return new AppError('invalid_request', { detail });
}

function isChunked(headers: HeaderLines): boolean {
  const codings = headers.all('transfer-encoding');
  return codings.length === 1 && codings[0]?.toLowerCase() === 'chunked';
}
