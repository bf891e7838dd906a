import type { IncomingMessage } from 'node:http';
import type { CidrMatcher } from '../../kernel/cidr.js';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { isFromTrustedProxy } from './client-address.js';

const ACCEPTABLE_ID = /^[A-Za-z0-9_.-]{8,64}$/;

/**
 * Names each request: a new `req_…`, or the `X-Request-Id` that a trusted proxy gave it, so that one
 * call has one name in both logs. Anybody else could choose a name that is already in use.
 */
export function createRequestIds(
  trusted: CidrMatcher,
  clock: Clock,
): (request: IncomingMessage) => string {
  return (request) => {
    const given = request.headers['x-request-id'];
    if (typeof given === 'string' && ACCEPTABLE_ID.test(given)) {
      if (isFromTrustedProxy(request, trusted)) return given;
    }
    return newId('req', clock.now());
  };
}
