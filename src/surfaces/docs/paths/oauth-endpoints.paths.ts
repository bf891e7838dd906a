import type { ParameterObject, PathsObject, SchemaObject } from '@nestjs/swagger';
import { answer, jsonOf, oauthRefusal, problems } from '../references.js';
import { CLIENT_MEMBERS, CLIENT_OR_FORM, FORM, REFUSALS, RESOURCE } from './oauth-parts.js';

const TOKEN_REQUEST: SchemaObject = {
  type: 'object',
  required: ['grant_type'],
  properties: {
    grant_type: {
      type: 'string',
      enum: [
        'authorization_code',
        'refresh_token',
        'client_credentials',
        'urn:ietf:params:oauth:grant-type:device_code',
        'urn:ietf:params:oauth:grant-type:jwt-bearer',
        'urn:ietf:params:oauth:grant-type:token-exchange',
      ],
    },
    code: { type: 'string', description: 'For `authorization_code`: the code. It works once.' },
    redirect_uri: {
      type: 'string',
      format: 'uri',
      description: 'For `authorization_code`: the one of the authorization request.',
    },
    code_verifier: { type: 'string', minLength: 43, maxLength: 128, description: 'RFC 7636 §4.1' },
    device_code: { type: 'string', description: 'For the device grant: the code of the device.' },
    assertion: {
      type: 'string',
      description: 'For the JWT bearer grant: an `app_token` or `person_token` of the client’s app.',
    },
    subject_token: {
      type: 'string',
      description: 'For token exchange: the API key, signed token or access token.',
    },
    subject_token_type: {
      type: 'string',
      enum: [
        'urn:ostiary:params:oauth:token-type:api_key',
        'urn:ietf:params:oauth:token-type:jwt',
        'urn:ietf:params:oauth:token-type:access_token',
      ],
    },
    audience: { type: 'string', description: 'For token exchange: another name of `resource`.' },
    refresh_token: { type: 'string', description: 'For `refresh_token`: the newest one.' },
    scope: { type: 'string', description: 'Space-separated.' },
    resource: RESOURCE,
    ...CLIENT_MEMBERS,
  },
};

const TOKEN_TO_JUDGE: SchemaObject = {
  type: 'object',
  required: ['token'],
  properties: { token: { type: 'string' }, token_type_hint: { type: 'string' }, ...CLIENT_MEMBERS },
};

const TOO_MANY_QUESTIONS = answer(
  'A page: too many sign-ins were started from this network.',
  { 'text/html': { schema: { type: 'string' } } },
  'Retry-After',
);

function queryOf(
  members: Record<string, SchemaObject>,
  ...required: readonly string[]
): ParameterObject[] {
  return Object.entries(members).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }));
}

/** The endpoints of the authorization server, which are no controllers (contract §4). */
export const OAUTH_ENDPOINT_PATHS: PathsObject = {
  '/oauth/authorize': {
    get: {
      operationId: 'authorize',
      summary: 'Send a user here to sign in and consent',
      description:
        'A page for the user’s browser, not for programs. It ends at the redirect URI, with `code`, `state` and `iss`, or with `error`. The same parameters may be posted as a form of at most 8 KiB.',
      security: [],
      parameters: queryOf(
        {
          response_type: { type: 'string', enum: ['code'] },
          client_id: { type: 'string' },
          redirect_uri: { type: 'string', format: 'uri', description: 'Exactly as registered.' },
          scope: { type: 'string', description: 'Space-separated.' },
          state: { type: 'string', description: 'Comes back unchanged.' },
          request_uri: {
            type: 'string',
            description: 'Of a pushed request (RFC 9126); then only `client_id` beside it.',
          },
          code_challenge: {
            type: 'string',
            minLength: 43,
            maxLength: 43,
            description: 'PKCE (RFC 7636), required for public clients.',
          },
          code_challenge_method: { type: 'string', enum: ['S256'] },
          nonce: { type: 'string', description: 'Comes back in the ID token.' },
          prompt: { type: 'string', description: '`none`, `login`, `consent`, `select_account`.' },
          max_age: { type: 'integer', minimum: 0, description: 'Seconds since the sign-in.' },
          acr_values: { type: 'string', description: 'Wished for; the ID token says what was had.' },
          login_hint: { type: 'string', description: 'The user name to begin with.' },
          id_token_hint: { type: 'string', description: 'An earlier ID token of the same person.' },
          dpop_jkt: { type: 'string', description: 'Binds the code to a key (RFC 9449 §10).' },
          resource: RESOURCE,
          ui_locales: { type: 'string', description: 'Languages of the pages, best first.' },
        },
        'client_id',
      ),
      responses: {
        303: answer('To the sign-in page, or back to the redirect URI.'),
        400: answer('A page that says what is wrong: it is not safe to redirect.', {
          'text/html': { schema: { type: 'string' } },
        }),
        429: TOO_MANY_QUESTIONS,
        default: answer('A page for the user.', { 'text/html': { schema: { type: 'string' } } }),
      },
    },
  },
  '/oauth/token': {
    post: {
      operationId: 'issueToken',
      summary: 'Exchange a grant for tokens',
      security: CLIENT_OR_FORM,
      requestBody: { required: true, content: { [FORM]: { schema: TOKEN_REQUEST } } },
      responses: { 200: answer('The tokens.', jsonOf('OAuthTokens')), ...REFUSALS },
    },
  },
  '/oauth/revoke': {
    post: {
      operationId: 'revokeToken',
      summary: 'Revoke a token of this client (RFC 7009)',
      security: CLIENT_OR_FORM,
      requestBody: { required: true, content: { [FORM]: { schema: TOKEN_TO_JUDGE } } },
      responses: {
        200: answer('The token does not work, whether it ever did.'),
        ...REFUSALS,
        400: oauthRefusal(
          'The request is refused: `unsupported_token_type` for API keys, signed tokens and sign-ins, which are revoked elsewhere.',
        ),
      },
    },
  },
  '/oauth/introspect': {
    post: {
      operationId: 'introspect',
      summary: 'Ask what a credential is worth (RFC 7662)',
      description:
        'For every kind of credential. A client may ask about the tokens that were issued to it and the credentials of its own app; one that is registered with `introspection: any` about all. Asking counts as no use.',
      security: CLIENT_OR_FORM,
      requestBody: { required: true, content: { [FORM]: { schema: TOKEN_TO_JUDGE } } },
      responses: {
        200: answer('`{"active": false}` for everything that is not good, or that the client may not know.', jsonOf('Introspection')),
        ...REFUSALS,
      },
    },
  },
  '/oauth/userinfo': {
    get: {
      operationId: 'userInfo',
      summary: 'The signed-in user’s claims',
      security: [{ oauth2: ['openid'] }, { openid: ['openid'] }],
      responses: {
        200: answer('The claims that the granted scopes open.', jsonOf('UserInfo')),
        400: oauthRefusal('More than one token was presented, or one in the query.'),
        401: oauthRefusal('No access token, or one that is not good.', 'WWW-Authenticate'),
        403: oauthRefusal(
          'The access token lacks the scope `openid`, or speaks for no user.',
          'WWW-Authenticate',
        ),
      },
    },
  },
  '/oauth/jwks': {
    get: {
      operationId: 'getJwks',
      summary: 'The public keys that verify tokens',
      security: [],
      responses: { 200: answer('The keys.', jsonOf('Jwks')), ...problems(400, 503) },
    },
  },
  '/oauth/logout': {
    get: {
      operationId: 'endSession',
      summary: 'Send a user here to sign out',
      description:
        'OpenID Connect RP-Initiated Logout: a page that asks the user. The same parameters may be posted as a form of at most 8 KiB.',
      security: [],
      parameters: queryOf({
        id_token_hint: { type: 'string' },
        client_id: { type: 'string' },
        post_logout_redirect_uri: { type: 'string', format: 'uri' },
        state: { type: 'string' },
        ui_locales: { type: 'string' },
      }),
      responses: {
        200: answer('The page.', { 'text/html': { schema: { type: 'string' } } }),
        303: answer('To the registered page after sign-out.'),
        400: answer('A page that says what is wrong.', {
          'text/html': { schema: { type: 'string' } },
        }),
        429: TOO_MANY_QUESTIONS,
      },
    },
  },
};
