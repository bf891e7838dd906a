import { z } from 'zod';
import { CREDENTIAL_KINDS } from '../../../kernel/principal.js';

const url = z.url();
const names = z.array(z.string());

/** RFC 6749 §5.2 */
export const oauthErrorSchema = z
  .object({ error: z.string(), error_description: z.string().optional() })
  .meta({ description: 'The error of every OAuth endpoint (RFC 6749 §5.2).' });

/** RFC 6749 §5.1, with the ID token of OpenID Connect */
export const tokenAnswerSchema = z.object({
  access_token: z.string().meta({ description: 'A JWT (RFC 9068): send it under the scheme that `token_type` names.' }),
  token_type: z.enum(['Bearer', 'DPoP']),
  expires_in: z.int().meta({ description: 'Seconds.' }),
  refresh_token: z.string().optional().meta({ description: 'Replaced at every use.' }),
  scope: z.string().optional().meta({ description: 'What was granted, space-separated.' }),
  issued_token_type: z
    .string()
    .optional()
    .meta({ description: 'After a token exchange (RFC 8693 §2.2.1).' }),
  id_token: z.string().optional().meta({ description: 'When `openid` was granted.' }),
});

/** RFC 9126 §2.2 */
export const pushedRequestSchema = z.object({
  request_uri: z.string().meta({ description: 'For the authorization endpoint, with `client_id`.' }),
  expires_in: z.int().meta({ description: 'Seconds.' }),
});

/** RFC 8628 §3.2 */
export const deviceAuthorizationSchema = z.object({
  device_code: z.string().meta({ description: 'For the token endpoint; never shown to anybody.' }),
  user_code: z.string().meta({ description: 'What the device shows to the person.' }),
  verification_uri: url,
  verification_uri_complete: url.meta({ description: 'With the user code, such as for a QR code.' }),
  expires_in: z.int().meta({ description: 'Seconds.' }),
  interval: z.int().meta({ description: 'Seconds between two questions to the token endpoint.' }),
});

/** RFC 7662 §2.2: everything but `active` is there for good credentials only. */
export const introspectionSchema = z
  .looseObject({
    active: z.boolean(),
    scope: z.string().optional(),
    client_id: z.string().optional(),
    username: z.string().optional(),
    token_type: z.string().optional(),
    exp: z.int().optional(),
    iat: z.int().optional(),
    nbf: z.int().optional(),
    sub: z.string().optional(),
    aud: z.union([z.string(), names]).optional(),
    iss: z.string().optional(),
    jti: z.string().optional(),
    kind: z
      .enum([...CREDENTIAL_KINDS, 'refresh_token'])
      .optional()
      .meta({ description: 'What was asked about.' }),
    app_id: z.string().optional(),
    credential_id: z.string().optional(),
    roles: names.optional(),
    groups: names.optional(),
    restricted_by: names.optional().meta({
      description:
        '`ip_allowlist`, `origin_allowlist`: whether a call is within them, only the door can tell.',
    }),
  })
  .meta({ description: 'What a credential is worth (RFC 7662 §2.2).' });

/** OpenID Connect Core §5.3.2 */
export const userInfoSchema = z.looseObject({ sub: z.string() });

/** RFC 7517 §4 */
export const jwkSchema = z.looseObject({
  kty: z.string(),
  kid: z.string(),
  use: z.literal('sig').optional(),
  alg: z.string().optional(),
});

/** RFC 7517 §5 */
export const jwksSchema = z.object({ keys: z.array(jwkSchema) });

/** RFC 8414 §2, OpenID Connect Discovery §3 */
export const serverMetadataSchema = z.looseObject({
  issuer: url,
  authorization_endpoint: url,
  token_endpoint: url,
  jwks_uri: url,
  userinfo_endpoint: url.optional(),
  revocation_endpoint: url.optional(),
  introspection_endpoint: url.optional(),
  end_session_endpoint: url.optional(),
  scopes_supported: names.optional(),
  response_types_supported: names,
  grant_types_supported: names.optional(),
  code_challenge_methods_supported: names.optional(),
  token_endpoint_auth_methods_supported: names.optional(),
});

/** RFC 9728 §2 */
export const resourceMetadataSchema = z.looseObject({
  resource: url,
  authorization_servers: z.array(url).optional(),
  scopes_supported: names.optional(),
  bearer_methods_supported: names.optional(),
  dpop_signing_alg_values_supported: names.optional(),
});
