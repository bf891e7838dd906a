import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AppError } from '../../kernel/errors/index.js';

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
  request: Pick<IncomingMessage, 'method' | 'url' | 'headers'> & {
    readonly rawHeaders: readonly string[];
  },
): AppError | null {
  const target = request.url ?? '';
  if (REFUSED_METHODS.has(request.method ?? '')) return new AppError('method_not_allowed');
  if (!target.startsWith('/')) return refusal('The request target must be a path.');
  if (target.includes('#')) return refusal('The request target must not have a fragment.');
  if (/%00|\0/.test(target)) return refusal('The request target must not contain a NUL.');
  if (request.rawHeaders.length > 2 * MOST_HEADER_LINES) {
    return refusal(`The request has more than ${MOST_HEADER_LINES} header lines.`);
  }
  // Node's parser says so too, but only once the body begins.
  const coding = request.headers['transfer-encoding'];
  if (coding !== undefined && coding.toLowerCase() !== 'chunked') {
    return refusal('The only transfer coding that is taken is chunked.');
  }
  if (countHeader(request.rawHeaders, 'host') > 1) {
    return refusal('The request must have one Host header.');
  }
  if (String(request.headers['cdn-loop'] ?? '').includes(LOOP_MARK)) {
    return new AppError('loop_detected');
  }
  return null;
}

function refusal(detail: string): AppError {
  return new AppError('invalid_request', { detail });
}

function countHeader(rawHeaders: readonly string[], name: string): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const candidate = rawHeaders[index] ?? '';
    if (candidate.length === name.length && candidate.toLowerCase() === name) count += 1;
  }
  return count;
}
