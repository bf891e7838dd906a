import type { IncomingHttpHeaders } from 'node:http';
import { OWN_COOKIE } from './forwarded-headers.js';
import { isIdentityHeader } from './identity-headers.js';

/** What only the door itself may say of an answer. */
const OURS =
  /^(?:x-request-id|ratelimit|ratelimit-policy|access-control-.*|connection|keep-alive|transfer-encoding|proxy-.*|upgrade|trailer)$/;

const VARY = 'Authorization, X-API-Key';

/**
 * The upstream's headers as the client gets them. An answer that was given to one credential is not
 * for a shared cache unless the upstream says so itself.
 *
 * @param keyInQuery the URL holds a key: the answer must not be kept at all.
 * @param ownVary what the decision has already put into `Vary`.
 */
export function returnedHeaders(
  headers: Readonly<IncomingHttpHeaders>,
  keyInQuery: boolean,
  ownVary: string | undefined,
): IncomingHttpHeaders {
  const returned: IncomingHttpHeaders = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !OURS.test(name) && !isIdentityHeader(name)) returned[name] = value;
  }
  const cookies = headers['set-cookie']?.filter((cookie) => !OWN_COOKIE.test(cookie.trim()));
  if (cookies !== undefined) returned['set-cookie'] = cookies;
  returned['vary'] = [headers.vary, ownVary, VARY].filter(Boolean).join(', ');
  if (keyInQuery) returned['cache-control'] = 'private, no-store';
  else returned['cache-control'] ??= 'private';
  return returned;
}
