import type { IncomingHttpHeaders } from 'node:http';
import { isIdentityHeader } from '../../auth/index.js';
import { OWN_COOKIE } from './forwarded-headers.js';

/** What only the door itself may say of an answer, and what would act on all of its pages. */
const OURS =
  /^(?:x-request-id|ratelimit|ratelimit-policy|access-control-.*|connection|keep-alive|transfer-encoding|proxy-.*|upgrade|trailer|clear-site-data|service-worker-allowed|strict-transport-security|alt-svc|nel|report-to)$/;

/** Documents that a browser would run scripts of, with the rights of the sign-in pages. */
const ACTIVE_CONTENT =
  /^(?:text\/html|application\/xhtml\+xml|image\/svg\+xml|(?:text|application)\/xml)/i;

/** What the gateway adds to what the upstream says. */
export interface ReturnSettings {
  /** The URL holds a key: the answer must not be kept at all. */
  readonly keyInQuery: boolean;
  /** The request headers that the answer depends on. */
  readonly vary: string;
}

/**
 * The upstream's headers as the client gets them. An answer that was given to one credential is not
 * for a shared cache unless the upstream says so itself, and a document of an upstream is a sandbox of
 * its own: it shares the address, but not the origin, of the sign-in pages.
 */
export function returnedHeaders(
  headers: Readonly<IncomingHttpHeaders>,
  { keyInQuery, vary }: ReturnSettings,
): IncomingHttpHeaders {
  const returned: IncomingHttpHeaders = {};
  const forConnection = new Set(
    String(headers.connection ?? '')
      .toLowerCase()
      .split(/[\s,]+/),
  );
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || OURS.test(name) || isIdentityHeader(name)) continue;
    if (!forConnection.has(name)) returned[name] = value;
  }
  if (returned['set-cookie'] !== undefined) {
    // One cookie is a string here, several are a list.
    const cookies = [returned['set-cookie']].flat();
    returned['set-cookie'] = cookies.filter((cookie) => !OWN_COOKIE.test(cookie.trim()));
  }
  returned['vary'] = [headers.vary, vary].filter(Boolean).join(', ');
  if (keyInQuery) returned['cache-control'] = 'private, no-store';
  else returned['cache-control'] ??= 'private';
  if ([headers['content-type']].flat().some((type) => ACTIVE_CONTENT.test(type ?? ''))) {
    const theirs = headers['content-security-policy'];
    returned['content-security-policy'] =
      theirs === undefined ? 'sandbox' : `${String(theirs)}, sandbox`;
  }
  return returned;
}
