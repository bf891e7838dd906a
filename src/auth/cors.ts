import type { Policy } from '../kernel/policy.js';
import type { Call } from './call.js';
import type { Decision } from './decision.js';

type Headers = Readonly<Record<string, string>>;

const SERIALISED_ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^\s/,?#@\\]+$/;
const TOKEN = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
const VARY: Headers = { vary: 'Origin' };
const EXPOSED = 'X-Request-Id, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate';
const PREFLIGHT_MAX_AGE_SECONDS = '600';

/**
 * The CORS headers of an answer. A browser program may read it unless its origin is outside the
 * credential's allowlist. Credentials here are headers that the program sets, never cookies, so
 * `Access-Control-Allow-Credentials` is never sent.
 */
export function corsHeaders(call: Call, policy: Policy, decision: Decision): Headers {
  if (!policy.crossOrigin) return {};
  const origin = originOf(call);
  if (origin === null) return VARY;
  const allowlist = decision.verified?.originAllowlist ?? null;
  if (allowlist !== null && !allowlist.matches(origin)) return VARY;
  return {
    ...VARY,
    'access-control-allow-origin': origin,
    'access-control-expose-headers': EXPOSED,
  };
}

/** Whether the call is a CORS preflight: it carries no credential and asks only for permission. */
export function isPreflight(call: Call): boolean {
  return (
    call.method === 'OPTIONS' &&
    call.headers.has('access-control-request-method') &&
    call.headers.has('origin')
  );
}

/**
 * The headers of a preflight's answer. Which credential will come is not known yet, so an origin is
 * let through here and judged with the call itself.
 */
export function preflightHeaders(call: Call): Headers {
  const origin = originOf(call);
  if (origin === null) return VARY;
  const method = call.headers.first('access-control-request-method') ?? '';
  const requested = call.headers
    .all('access-control-request-headers')
    .join(',')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => TOKEN.test(name));
  return {
    vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
    'access-control-allow-origin': origin,
    ...(TOKEN.test(method) ? { 'access-control-allow-methods': method } : {}),
    ...(requested.length > 0 ? { 'access-control-allow-headers': requested.join(', ') } : {}),
    'access-control-max-age': PREFLIGHT_MAX_AGE_SECONDS,
  };
}

/** The request's one serialised origin; null for none, several, `null` and anything else. */
function originOf({ headers }: Call): string | null {
  if (headers.count('origin') !== 1) return null;
  const origin = headers.first('origin') ?? '';
  return SERIALISED_ORIGIN.test(origin) ? origin : null;
}
