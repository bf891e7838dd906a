import { type Call, foldedHeaderName, isPreflight } from '../../auth/index.js';

/** What would make a server act on another method than the one that was decided on. */
const OVERRIDES = ['x-http-method', 'x-http-method-override', 'x-method-override'];

/**
 * Whether a call is a CORS preflight as browsers make it: without a credential, and without anything that
 * would make it more than a question, in any spelling that a server may fold.
 *
 * @param credentialHeaders lower case
 */
export function isBarePreflight(call: Call, credentialHeaders: Iterable<string>): boolean {
  if (!isPreflight(call)) return false;
  const more = new Set([...credentialHeaders, ...OVERRIDES].map(foldedHeaderName));
  return !call.headers.layout.names.some((name) => more.has(foldedHeaderName(name)));
}
