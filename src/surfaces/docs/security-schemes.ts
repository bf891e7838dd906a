import type { OAuthFlowsObject, SecuritySchemeObject } from '@nestjs/swagger';
import type { ApiScope } from '../../modules/protected-apis/index.js';

/** What the schemes say depends on. */
export interface SecuritySettings {
  readonly publicUrl: string;
  /** Header of signed tokens, as clients are told to write it. */
  readonly signedTokenHeader: string;
  /** Scopes of our own routes. */
  readonly scopes: readonly ApiScope[];
}

export type SecuritySchemeName =
  | 'api_key'
  | 'api_key_bearer'
  | 'api_key_query'
  | 'login_token'
  | 'oauth2'
  | 'openid'
  | 'signed_token'
  | 'oauth_client';

/** Scopes that mean something to the authorization server itself. */
const OPENID_SCOPES = {
  openid: 'Know who signed in',
  profile: 'Know the user name',
  offline_access: 'Stay signed in: get a refresh token',
} as const;

/** The schemes that are the same on every server. */
const FIXED_SCHEMES = {
  api_key: {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description: 'An API key.',
  },
  api_key_bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'API key',
    description: 'The same API key, in the `Authorization` header.',
  },
  api_key_query: {
    type: 'apiKey',
    in: 'query',
    name: 'api_key',
    description:
      'The same API key, in the query: only where an API allows it, since URLs end up in histories and logs.',
  },
  login_token: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The `access_token` that `POST /login` answers.',
  },
  oauth_client: {
    type: 'http',
    scheme: 'basic',
    description:
      'Id and secret of an OAuth client, each form-encoded (RFC 6749 §2.3.1). They may also be members of the form.',
  },
} as const satisfies Partial<Record<SecuritySchemeName, SecuritySchemeObject>>;

/** Every way to present a credential, as OpenAPI describes it. */
export function securitySchemes(
  settings: SecuritySettings,
): Record<SecuritySchemeName, SecuritySchemeObject> {
  const { publicUrl, signedTokenHeader } = settings;
  return {
    ...FIXED_SCHEMES,
    oauth2: {
      type: 'oauth2',
      description: `An access token; one with \`token_type: DPoP\` is sent as \`Authorization: DPoP\` with a proof in the header \`DPoP\` (RFC 9449). To sign in on this page, keep the client id that is filled in and leave the secret empty.`,
      flows: flowsOf(settings),
    },
    openid: {
      type: 'openIdConnect',
      openIdConnectUrl: `${publicUrl}/.well-known/openid-configuration`,
      description: 'The same, for programs that configure themselves by discovery.',
    },
    signed_token: {
      type: 'apiKey',
      in: 'header',
      name: signedTokenHeader,
      description:
        'A JWT that you sign yourself: HS256 with the SK of an access key; `iss` is its AK, `typ` is `app_token` or `person_token`, `exp` at most two hours after `iat`.',
    },
  };
}

function flowsOf({ publicUrl, scopes }: SecuritySettings): OAuthFlowsObject {
  const ownScopes = Object.fromEntries(
    scopes.map(({ name, description }) => [name, description]),
  );
  const tokenUrl = `${publicUrl}/oauth/token`;
  return {
    authorizationCode: {
      authorizationUrl: `${publicUrl}/oauth/authorize`,
      tokenUrl,
      refreshUrl: tokenUrl,
      scopes: { ...OPENID_SCOPES, ...ownScopes },
    },
    clientCredentials: { tokenUrl, scopes: ownScopes },
  };
}
