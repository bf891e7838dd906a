/** Every error code of the public contract (§8), by status. Codes may be added; none is renamed. */
export const ERROR_CODES = [
  // 400, 405, 408, 413, 415
  'invalid_request',
  'multiple_credentials',
  'method_not_allowed',
  'request_timeout',
  'payload_too_large',
  'unsupported_media_type',
  // 401
  'credential_missing',
  'scheme_missing',
  'scheme_unsupported',
  'credential_malformed',
  'credential_kind_not_accepted',
  'bad_credentials',
  'api_key_unknown',
  'api_key_expired',
  'api_key_revoked',
  'access_key_unknown',
  'access_key_revoked',
  'token_malformed',
  'token_signature_invalid',
  'token_expired',
  'token_not_yet_valid',
  'token_lifetime_exceeded',
  'token_wrong_type',
  'token_wrong_audience',
  'token_wrong_issuer',
  'token_revoked',
  'token_binding_mismatch',
  'dpop_proof_invalid',
  'app_disabled',
  'user_disabled',
  // 403
  'ip_not_allowed',
  'origin_not_allowed',
  'insufficient_scope',
  'role_required',
  'scope_not_grantable',
  'token_type_not_allowed',
  'assertion_not_allowed',
  'api_not_granted',
  'untrusted_proxy',
  'proxy_request_invalid',
  'identity_too_long',
  // 404, 409
  'not_found',
  'conflict',
  // 429
  'rate_limited',
  'quota_exceeded',
  'anonymous_quota_exceeded',
  'too_many_attempts',
  // 5xx
  'server_error',
  'upstream_unreachable',
  'unavailable',
  'upstream_timeout',
  'loop_detected',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

const KNOWN: ReadonlySet<string> = new Set(ERROR_CODES);

export function isErrorCode(value: string): value is ErrorCode {
  return KNOWN.has(value);
}
