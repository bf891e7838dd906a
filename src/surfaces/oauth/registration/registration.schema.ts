import { errors } from 'oidc-provider';
import { z } from 'zod';
import { ANY_API_SCOPE } from '../../../kernel/scopes.js';
import type { ClientMetadata } from '../../../modules/oauth-clients/index.js';
import { phraseOf } from '../../../platform/http/index.js';

const text = z.string().max(2000);
const link = text.optional().catch(undefined);
const uris = z.array(text).max(20);

/** What a stranger may say of a client (RFC 7591 §2). Members that are not known here are ignored. */
const strangerSchema = z.object({
  redirect_uris: uris.min(1),
  post_logout_redirect_uris: uris.optional(),
  client_name: z.string().trim().min(1).max(200).optional(),
  grant_types: z.array(z.string()).max(20).optional(),
  response_types: z.array(z.string()).max(20).optional(),
  scope: z.string().max(4000).optional(),
  token_endpoint_auth_method: z
    .enum(['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'])
    .optional(),
  application_type: z.enum(['web', 'native']).optional(),
  jwks: z
    .object({
      keys: z
        .array(z.record(z.string(), z.union([z.string(), z.boolean(), z.array(z.string())])))
        .max(10),
    })
    .optional(),
  jwks_uri: text.optional(),
  require_pushed_authorization_requests: z.boolean().optional(),
  dpop_bound_access_tokens: z.boolean().optional(),
  client_uri: link,
  logo_uri: link,
  policy_uri: link,
  tos_uri: link,
});
type Stranger = z.output<typeof strangerSchema>;

const LOOPBACK = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/;

/** What is not the stranger's to say. */
export interface StrangerTerms {
  /** The scopes that such clients may ask for. */
  readonly scopes: readonly string[];
  /** Whether the description is a document that everybody can read: then there can be no secret. */
  readonly isDocument: boolean;
}

/**
 * The registration that a stranger's description, with the engine's defaults, comes to: a client for the code flow with PKCE, which
 * asks for the scopes of the operator's list. What the client wants beyond that is left out, as RFC 7591
 * §3.2.1 allows, but for `client_credentials`, without which a machine could not work.
 *
 * @throws InvalidClientMetadata `invalid_redirect_uri` or `invalid_client_metadata`
 */
export function strangersMetadata(
  body: object,
  { scopes, isDocument }: StrangerTerms,
): ClientMetadata {
  const parsed = strangerSchema.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const member = String(issue?.path[0] ?? 'redirect_uris');
    throw new errors.InvalidClientMetadata(
      `${member} ${phraseOf(issue?.message ?? 'is not valid')}`,
    );
  }
  const { scope, grant_types, response_types, application_type, ...members } = parsed.data;
  assertCodeFlow(grant_types, response_types);
  const wantsRefreshing = grant_types?.includes('refresh_token') === true;
  return {
    ...members,
    client_name: members.client_name ?? nameOf(members.redirect_uris),
    grant_types: wantsRefreshing ? ['authorization_code', 'refresh_token'] : ['authorization_code'],
    scope: grantableScope(scope, scopes),
    token_endpoint_auth_method: isDocument ? methodOf(members) : members.token_endpoint_auth_method,
    // Native, so that the port of a loopback address is free (RFC 8252 §7.3): it is no website's anyway.
    application_type: isOnDevice(members.redirect_uris) ? 'native' : application_type,
    require_pkce: true,
  };
}

function assertCodeFlow(
  grantTypes: Stranger['grant_types'],
  responseTypes: Stranger['response_types'],
) {
  if (grantTypes?.includes('client_credentials') === true) {
    throw new errors.InvalidClientMetadata(
      'grant_types must not include client_credentials: an administrator registers such clients',
    );
  }
  if (grantTypes?.includes('authorization_code') === false) {
    throw new errors.InvalidClientMetadata('grant_types must include authorization_code');
  }
  if (responseTypes?.includes('code') === false) {
    throw new errors.InvalidClientMetadata('response_types must include code');
  }
}

/** With `*` on the list, a client learns later which scopes it needs (RFC 9728), and may ask for them. */
function grantableScope(requested: string | undefined, list: readonly string[]): string {
  if (requested === undefined || list.includes(ANY_API_SCOPE)) return list.join(' ');
  const names = requested.split(' ');
  return list.filter((name) => names.includes(name)).join(' ');
}

/** The engine has refused documents that name a secret; what is left of them is its own default. */
function methodOf({ token_endpoint_auth_method }: Partial<Stranger>): 'none' | 'private_key_jwt' {
  return token_endpoint_auth_method === 'private_key_jwt' ? 'private_key_jwt' : 'none';
}

function isOnDevice(redirectUris: readonly string[]): boolean {
  return redirectUris.some((uri) => LOOPBACK.test(uri) || !/^https?:/.test(uri));
}

function nameOf([uri = '']: readonly string[]): string {
  const host = URL.parse(uri)?.host ?? '';
  return host === '' ? 'Unnamed app' : `Unnamed app at ${host}`.slice(0, 200);
}
