import type { ServerMetadata } from '../suite/flow.js';
import { must, shown } from '../suite/run.js';

type Kind = 'uri' | 'list' | 'flag';

/**
 * What a server of this kind may publish (RFC 8414 §2, OpenID Connect Discovery §3, and what extends them),
 * as far as the suite's schema knows it. A member that is not here is a warning of the suite.
 */
const MEMBERS: Readonly<Record<Kind, readonly string[]>> = {
  uri: [
    'issuer',
    'authorization_endpoint',
    'device_authorization_endpoint',
    'end_session_endpoint',
    'introspection_endpoint',
    'jwks_uri',
    'op_policy_uri',
    'op_tos_uri',
    'pushed_authorization_request_endpoint',
    'registration_endpoint',
    'revocation_endpoint',
    'service_documentation',
    'token_endpoint',
    'userinfo_endpoint',
  ],
  list: [
    'acr_values_supported',
    'claim_types_supported',
    'claims_locales_supported',
    'claims_supported',
    'code_challenge_methods_supported',
    'display_values_supported',
    'dpop_signing_alg_values_supported',
    'grant_types_supported',
    'id_token_signing_alg_values_supported',
    'introspection_endpoint_auth_methods_supported',
    'introspection_endpoint_auth_signing_alg_values_supported',
    'prompt_values_supported',
    'protected_resources',
    'request_object_signing_alg_values_supported',
    'response_modes_supported',
    'response_types_supported',
    'revocation_endpoint_auth_methods_supported',
    'revocation_endpoint_auth_signing_alg_values_supported',
    'scopes_supported',
    'subject_types_supported',
    'token_endpoint_auth_methods_supported',
    'token_endpoint_auth_signing_alg_values_supported',
    'ui_locales_supported',
    'userinfo_signing_alg_values_supported',
  ],
  flag: [
    'authorization_response_iss_parameter_supported',
    'backchannel_logout_session_supported',
    'backchannel_logout_supported',
    'claims_parameter_supported',
    'client_id_metadata_document_supported',
    'frontchannel_logout_session_supported',
    'frontchannel_logout_supported',
    'request_parameter_supported',
    'request_uri_parameter_supported',
    'require_pushed_authorization_requests',
    'require_request_uri_registration',
  ],
};

export function validateServerMetadataAgainstSchema(server: ServerMetadata): void {
  for (const kind of ['uri', 'list', 'flag'] as const) {
    for (const name of MEMBERS[kind]) {
      if (name in server) must(isOfKind(server[name], kind), `${name} is ${shown(server[name])}`);
    }
  }
}

export function checkForUnexpectedParametersInServerMetadata(server: ServerMetadata): void {
  const known = new Set(Object.values(MEMBERS).flat());
  const others = Object.keys(server).filter((name) => !known.has(name));
  must(others.length === 0, `unexpected: ${others.join(', ')}`);
}

function isOfKind(value: unknown, kind: Kind): boolean {
  if (kind === 'flag') return typeof value === 'boolean';
  if (kind === 'uri') return typeof value === 'string' && URL.canParse(value);
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
