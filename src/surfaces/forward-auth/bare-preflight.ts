import { type Call, headerValues, isPreflight } from '../../auth/index.js';

/** What would make a server act on another method than the one that was decided on. */
const OVERRIDES = ['x-http-method', 'x-http-method-override', 'x-method-override'];

/**
 * Whether a call is a CORS preflight as browsers make it: without a credential, and without anything that
 * would make it more than a question.
 *
 * @param credentialHeaders lower case
 */
export function isBarePreflight(call: Call, credentialHeaders: Iterable<string>): boolean {
  if (!isPreflight(call)) return false;
  return [...credentialHeaders, ...OVERRIDES].every(
    (name) => headerValues(call.rawHeaders, name).length === 0,
  );
}
