import { SESSION_SECONDS, TOKEN_SECONDS } from '../../../modules/tokens/index.js';

/** Paths of the protocol. `/connect/…` is another name for each `/oauth/…`. */
export const OAUTH_PATHS = {
  authorization: '/oauth/authorize',
  token: '/oauth/token',
  introspection: '/oauth/introspect',
  revocation: '/oauth/revoke',
  userinfo: '/oauth/userinfo',
  jwks: '/oauth/jwks',
  end_session: '/oauth/logout',
  pushed_authorization_request: '/oauth/par',
  device_authorization: '/oauth/device_authorization',
  /** The engine's name for the page at which a person enters the code of a device. */
  code_verification: '/oauth/device',
  /** With the id of a client behind it: where a client that registered itself manages that. */
  registration: '/oauth/register',
} as const;

export const DISCOVERY_PATHS = [
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
] as const;

/** Whether a person's browser visits that path; all others speak to programs. */
export function isForBrowser(path: string): boolean {
  return isAtOrBelow(path, [
    OAUTH_PATHS.authorization,
    OAUTH_PATHS.code_verification,
    OAUTH_PATHS.end_session,
  ]);
}

/** Whether the path is one of ours, letter by letter: the engine's router is less exact. */
export function isKnownPath(path: string): boolean {
  return isAtOrBelow(path, [...Object.values(OAUTH_PATHS), ...DISCOVERY_PATHS]);
}

function isAtOrBelow(path: string, known: readonly string[]): boolean {
  return known.some((each) => path === each || path.startsWith(`${each}/`));
}

const DAY = 24 * 60 * 60;

/** Lifetimes in seconds. */
export const LIFETIME = {
  accessToken: TOKEN_SECONDS.accessToken,
  authorizationCode: 60,
  /** Of a device's code and of the user code that a person enters for it. */
  deviceCode: 600,
  idToken: TOKEN_SECONDS.idToken,
  interaction: 30 * 60,
  session: SESSION_SECONDS,
  /** A session in which nobody has signed in: it holds no more than a form's secret. */
  emptySession: 30 * 60,
  /** From its first issue on: rotation does not move the end. */
  refreshToken: 30 * DAY,
  /** Longer than a refresh token that is issued on the grant's last day of use. */
  grant: 90 * DAY,
  /** Since it was last made use of. */
  consent: 365 * DAY,
} as const;

/** What each scope tells of a person (OpenID Connect Core §5.4). */
export const CLAIMS_BY_SCOPE: Readonly<Record<string, readonly string[]>> = {
  openid: ['sub'],
  profile: [
    'name',
    'family_name',
    'given_name',
    'middle_name',
    'nickname',
    'preferred_username',
    'profile',
    'picture',
    'website',
    'gender',
    'birthdate',
    'zoneinfo',
    'locale',
    'updated_at',
  ],
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
  address: ['address'],
};

/** RFC 7523 §2.1 */
export const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** RFC 8693 §2.1 */
export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';

/** The grants that the engine knows: a client may be registered with others, which open nothing here. */
export const GRANT_TYPES: ReadonlySet<string> = new Set([
  'authorization_code',
  'refresh_token',
  'client_credentials',
  'urn:ietf:params:oauth:grant-type:device_code',
  JWT_BEARER,
  TOKEN_EXCHANGE,
]);

/** What a client may ask us to ask a person (OpenID Connect Core §3.1.2.1). */
export const PROMPTS = ['none', 'login', 'consent', 'select_account'] as const;

/** How an authorization response may come back. */
export const RESPONSE_MODES = ['query', 'form_post'] as const;
