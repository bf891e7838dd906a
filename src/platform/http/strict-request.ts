import type { IncomingMessage } from 'node:http';
import { AppError } from '../../kernel/errors/index.js';

/** Methods that only help to find out what lies between client and server (RFC 9110 §9.3.6, §9.3.8). */
const REFUSED_METHODS = new Set(['TRACE', 'TRACK', 'CONNECT']);

/** Node keeps 2000 header lines and drops the rest without a word, a credential among them. */
const MOST_HEADER_LINES = 500;

/**
 * What Node lets through although two parties could read it in two ways: a target that is not in
 * origin form (RFC 9112 §3.2.1), a fragment, a NUL, two `Host` headers, more header lines than
 * Node keeps.
 *
 * @returns the refusal, or null for a request that says one thing only
 */
export function ambiguityOf(request: IncomingMessage): AppError | null {
  const target = request.url ?? '';
  if (REFUSED_METHODS.has(request.method ?? '')) return new AppError('not_found');
  if (!target.startsWith('/')) return refusal('The request target must be a path.');
  if (target.includes('#')) return refusal('The request target must not have a fragment.');
  if (/%00|\0/.test(target)) return refusal('The request target must not contain a NUL.');
  if (request.rawHeaders.length > 2 * MOST_HEADER_LINES) {
    return refusal(`The request has more than ${MOST_HEADER_LINES} header lines.`);
  }
  if (countHeader(request.rawHeaders, 'host') > 1) {
    return refusal('The request must have one Host header.');
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
