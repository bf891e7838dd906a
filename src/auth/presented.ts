/**
 * The form in which a credential was shown. The form picks who verifies it; what it really is, only
 * its verification tells.
 */
export type CredentialForm = 'api_key' | 'jwt' | 'signed_token';

/** The one credential of a call, as it was shown. */
export interface Presented {
  readonly form: CredentialForm;
  readonly value: string;
  /** The `DPoP` header of a token that was shown under the scheme of that name (RFC 9449 §7.1). */
  readonly proof?: string;
}

/** Longest token that is looked at, in characters. */
export const MAX_TOKEN_LENGTH = 8192;

export const LONG_TOKEN_HINT =
  'Put less into it: roles and groups by the hundred belong into a directory, not into each call.';
