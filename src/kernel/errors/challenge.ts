import { DPOP_ALGORITHMS } from '../dpop-algorithms.js';
import type { AppError } from './app-error.js';
import { ERROR_TABLE } from './error-table.js';

export interface ChallengeContext {
  /** The issuer. */
  readonly realm: string;
  /** Where the protected resource describes itself (RFC 9728 §5.1). */
  readonly resourceMetadataUrl: string;
  /** The scheme that the caller used, as far as it is one of ours; default: `Bearer`. */
  readonly scheme?: 'Bearer' | 'DPoP';
}

/**
 * The value of `WWW-Authenticate` (RFC 6750 §3) for an error, or null where none belongs. `error` is
 * absent when nothing was presented (§3.1); `scope` is there for a missing scope; `invalid_request` is
 * for a request that may hold a credential but not so that it can be read.
 */
export function renderChallenge(error: AppError, context: ChallengeContext): string | null {
  const form = ERROR_TABLE[error.code].challenge;
  if (form === 'none' || (form === 'invalid_request' && isAboutContent(error))) return null;
  const parameters = [`realm=${quotedString(context.realm)}`];
  if (form !== 'bearer') {
    parameters.push(`error="${form}"`, `error_description="${describe(error.detail)}"`);
  }
  if (form === 'insufficient_scope' && error.requiredScopes.length > 0) {
    parameters.push(`scope=${quotedString(error.requiredScopes.join(' '))}`);
  }
  parameters.push(`resource_metadata=${quotedString(context.resourceMetadataUrl)}`);
  const isForProof = form === 'invalid_dpop_proof' || error.code === 'token_binding_mismatch';
  if (!isForProof && context.scheme !== 'DPoP') return `Bearer ${parameters.join(', ')}`;
  // RFC 9449 §7.1, also for a bound token under `Bearer` (§7.2): this is how to show it.
  return `DPoP ${parameters.join(', ')}, algs="${DPOP_ALGORITHMS.join(' ')}"`;
}

/** An error that points at members, or that a framework found: another credential would not help. */
function isAboutContent(error: AppError): boolean {
  return error.errors.length > 0 || error.cause !== undefined;
}

/** RFC 9110 §5.6.4, restricted to ASCII: a header must never carry a line break or raw bytes. */
function quotedString(text: string): string {
  return `"${text.replace(/[^\x20-\x7E]/g, '').replace(/["\\]/g, '\\$&')}"`;
}

/** RFC 6750 §3: `error_description` is printable ASCII that has neither `"` nor `\`. */
function describe(text: string): string {
  return text
    .replace(/["“”]/g, "'")
    .replace(/[^\x20-\x5B\x5D-\x7E]/g, '')
    .trim();
}
