import { AppError, type FieldError } from '../../kernel/errors/index.js';
import { parseScope } from '../../kernel/scopes.js';
import {
  APPLICATION_TYPES,
  CLIENT_AUTH_METHODS,
  CLIENT_GRANT_TYPES,
  type ApplicationType,
  type ClientAuthMethod,
  type ClientGrantType,
  type OAuthClient,
} from './oauth-client.entity.js';
import type { ClientMetadata } from './oauth-client.js';
import { isPrivateUse, redirectUriProblem } from './redirect-uri.js';

/** The columns that a registration decides. */
export type Registration = Pick<
  OAuthClient,
  | 'clientName'
  | 'redirectUris'
  | 'postLogoutRedirectUris'
  | 'grantTypes'
  | 'scope'
  | 'tokenEndpointAuthMethod'
  | 'applicationType'
  | 'requirePkce'
>;

const LONGEST_NAME = 200;
const LONGEST_SCOPE = 4000;
const MOST_URIS = 20;
/** What a client for sign-in may ask for when its registration does not say. */
const DEFAULT_SIGN_IN_SCOPE = 'openid profile';

/**
 * Checks a registration as a whole and fills in what it leaves out (RFC 7591 §2). Left out,
 * `require_pkce` is true for a public client, which it always binds, and false for a confidential one:
 * so a client that never heard of PKCE works with the five members that everybody registers.
 *
 * @throws AppError `invalid_request` with one entry in `errors` per wrong member
 */
export function registrationOf(metadata: ClientMetadata): Registration {
  const problems: FieldError[] = [];
  const wrong = (pointer: string, detail: string): void => {
    problems.push({ pointer: `#/${pointer}`, detail });
  };
  const redirectUris = distinct(metadata.redirect_uris);
  const postLogoutRedirectUris = distinct(metadata.post_logout_redirect_uris);
  const grantTypes = distinct(metadata.grant_types ?? defaultGrantTypes(redirectUris));
  const method = metadata.token_endpoint_auth_method ?? 'client_secret_basic';
  const type = metadata.application_type ?? defaultApplicationType(redirectUris);
  const requirePkce = metadata.require_pkce ?? method === 'none';

  checkName(metadata.client_name, wrong);
  checkChoices(grantTypes, method, type, wrong);
  checkUris('redirect_uris', redirectUris, type, wrong);
  checkUris('post_logout_redirect_uris', postLogoutRedirectUris, type, wrong);
  checkGrants(grantTypes, redirectUris, method, wrong);
  if (method === 'none' && !requirePkce) {
    wrong('require_pkce', 'A public client always needs PKCE.');
  }
  const scope = checkedScope(metadata.scope ?? defaultScope(grantTypes), wrong);
  if (problems.length > 0) throw new AppError('invalid_request', { errors: problems });

  return {
    clientName: metadata.client_name,
    redirectUris,
    postLogoutRedirectUris,
    grantTypes,
    scope,
    tokenEndpointAuthMethod: method,
    applicationType: type,
    requirePkce,
  };
}

type Wrong = (pointer: string, detail: string) => void;

function checkName(name: string, wrong: Wrong): void {
  if (name.trim() === '') wrong('client_name', 'A client needs a name: the consent page shows it.');
  if (name.length > LONGEST_NAME) {
    wrong('client_name', `At most ${LONGEST_NAME} characters are accepted.`);
  }
}

function checkChoices(
  grantTypes: readonly ClientGrantType[],
  method: ClientAuthMethod,
  type: ApplicationType,
  wrong: Wrong,
): void {
  if (grantTypes.length === 0) wrong('grant_types', 'A client needs at least one grant type.');
  if (!grantTypes.every((grant) => CLIENT_GRANT_TYPES.includes(grant))) {
    wrong('grant_types', `Known are ${CLIENT_GRANT_TYPES.join(', ')}.`);
  }
  if (!CLIENT_AUTH_METHODS.includes(method)) {
    wrong('token_endpoint_auth_method', `Known are ${CLIENT_AUTH_METHODS.join(', ')}.`);
  }
  if (!APPLICATION_TYPES.includes(type)) {
    wrong('application_type', `Known are ${APPLICATION_TYPES.join(', ')}.`);
  }
}

function checkUris(
  member: string,
  uris: readonly string[],
  type: ApplicationType,
  wrong: Wrong,
): void {
  if (uris.length > MOST_URIS) wrong(member, `At most ${MOST_URIS} URIs are accepted.`);
  uris.forEach((uri, index) => {
    const problem = redirectUriProblem(uri, type);
    if (problem !== null) wrong(`${member}/${index}`, `The URI ${problem}.`);
  });
}

function checkGrants(
  grantTypes: readonly ClientGrantType[],
  redirectUris: readonly string[],
  method: ClientAuthMethod,
  wrong: Wrong,
): void {
  const usesCodes = grantTypes.includes('authorization_code');
  if (usesCodes && redirectUris.length === 0) {
    wrong('redirect_uris', 'The grant type authorization_code needs a redirect URI.');
  }
  if (grantTypes.includes('refresh_token') && !usesCodes) {
    wrong('grant_types', 'The grant type refresh_token belongs to authorization_code.');
  }
  if (grantTypes.includes('client_credentials') && method === 'none') {
    wrong(
      'grant_types',
      'The grant type client_credentials needs a client that can keep a secret (RFC 6749 §4.4).',
    );
  }
}

function checkedScope(scope: string, wrong: Wrong): string {
  if (scope.length > LONGEST_SCOPE) {
    wrong('scope', `At most ${LONGEST_SCOPE} characters are accepted.`);
    return '';
  }
  try {
    return parseScope(scope).join(' ');
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    wrong('scope', error.detail);
    return '';
  }
}

function defaultGrantTypes(redirectUris: readonly string[]): ClientGrantType[] {
  return redirectUris.length === 0
    ? ['client_credentials']
    : ['authorization_code', 'refresh_token'];
}

function defaultApplicationType(redirectUris: readonly string[]): ApplicationType {
  return redirectUris.some(isPrivateUse) ? 'native' : 'web';
}

function defaultScope(grantTypes: readonly ClientGrantType[]): string {
  return grantTypes.includes('authorization_code') ? DEFAULT_SIGN_IN_SCOPE : '';
}

function distinct<T>(values: readonly T[] | undefined): T[] {
  return [...new Set(values ?? [])];
}
