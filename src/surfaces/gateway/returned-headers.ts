import type { IncomingHttpHeaders } from 'node:http';
import { isIdentityHeader } from '../../auth/index.js';
import { OWN_COOKIE } from './forwarded-headers.js';
import { HeaderNames } from './header-names.js';

/** What only the door itself may say of an answer, and what would act on all of its pages. */
const OURS =
  /^(?:x-request-id|ratelimit|ratelimit-policy|access-control-.*|connection|keep-alive|transfer-encoding|proxy-.*|upgrade|trailer|clear-site-data|service-worker-allowed|strict-transport-security|alt-svc|nel|report-to)$/;

const isTheirs = new HeaderNames((name) => !OURS.test(name) && !isIdentityHeader(name));

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
  const forConnection = namedInConnection(headers);
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined || !isTheirs.of(name)) continue;
    if (forConnection?.has(name) !== true) returned[name] = value;
  }
  if (returned['set-cookie'] !== undefined) {
    // One cookie is a string here, several are a list.
    const cookies = [returned['set-cookie']].flat();
    returned['set-cookie'] = cookies.filter((cookie) => !OWN_COOKIE.test(cookie.trim()));
  }
  returned['vary'] = headers.vary ? `${String(headers.vary)}, ${vary}` : vary;
  if (keyInQuery) returned['cache-control'] = 'private, no-store';
  else returned['cache-control'] ??= 'private';
  if (isActive(headers['content-type'])) {
    const theirs = headers['content-security-policy'];
    returned['content-security-policy'] =
      theirs === undefined ? 'sandbox' : `${String(theirs)}, sandbox`;
  }
  return returned;
}

/** Null when there is nothing that `OURS` does not hold already. */
function namedInConnection({
  connection,
}: Readonly<IncomingHttpHeaders>): ReadonlySet<string> | null {
  if (connection === undefined) return null;
  const options = String(connection).toLowerCase();
  if (options === 'keep-alive' || options === 'close') return null;
  return new Set(options.split(/[\s,]+/));
}

/** @param types what is said of the content, once or, by a careless upstream, several times */
function isActive(types: string | readonly string[] | undefined): boolean {
  if (types === undefined) return false;
  if (typeof types === 'string') return ACTIVE_CONTENT.test(types);
  return types.some((type) => ACTIVE_CONTENT.test(type));
}
