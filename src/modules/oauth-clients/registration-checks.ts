import { AppError } from '../../kernel/errors/index.js';
import { ANY_API_SCOPE, parseScope } from '../../kernel/scopes.js';
import { jwksProblem } from './client-keys.js';
import { isForPeople } from './client-kind.js';
import { actsAsItself } from './oauth-client.js';
import { jwksUriProblem, linkProblem } from './client-links.js';
import {
  APPLICATION_TYPES,
  CLIENT_AUTH_METHODS,
  CLIENT_GRANT_TYPES,
  type ApplicationType,
  type OAuthClient,
} from './oauth-client.entity.js';
import { redirectUriProblem } from './redirect-uri.js';

/** What a registration decides but for the kind, which is told from the rest. */
export type RegisteredMembers = Omit<
  OAuthClient,
  | 'id'
  | 'appId'
  | 'kind'
  | 'metadataUrl'
  | 'limits'
  | 'ownerLimits'
  | 'registeredBy'
  | 'disabledAt'
  | 'createdAt'
  | 'updatedAt'
>;

/** Takes note of a wrong member by its registered name, as the body of a JSON Pointer. */
export type Wrong = (pointer: string, detail: string) => void;

const LONGEST_NAME = 200;
/** No text that is read, and to Postgres no text at all. */
const UNREADABLE = /[\p{Cc}\p{Cs}]/u;
const LONGEST_SCOPE = 4000;
const MOST_URIS = 20;
const MOST_RESOURCES = 50;
const LONGEST_RESOURCE = 500;

/** Checks the members one by one and against each other. @returns them, with scopes in one spelling */
export function checkedMembers(members: RegisteredMembers, wrong: Wrong): RegisteredMembers {
  const { applicationType: type, machineScope } = members;
  checkName(members.clientName, wrong);
  checkChoices(members, wrong);
  checkUris('redirect_uris', members.redirectUris, type, wrong);
  checkUris('post_logout_redirect_uris', members.postLogoutRedirectUris, type, wrong);
  checkGrants(members, wrong);
  checkAuthentication(members, wrong);
  checkAuthority(members, wrong);
  checkLinks(members, wrong);
  return {
    ...members,
    scope: checkedScope('scope', members.scope, wrong),
    machineScope: machineScope === null ? null : checkedScope('machine_scope', machineScope, wrong),
  };
}

function checkName(name: string, wrong: Wrong): void {
  if (name.trim() === '') wrong('client_name', 'A client needs a name: the consent page shows it.');
  if (name.length > LONGEST_NAME) {
    wrong('client_name', `At most ${LONGEST_NAME} characters are accepted.`);
  }
  if (UNREADABLE.test(name)) wrong('client_name', 'Control characters are not accepted.');
}

function checkChoices(
  { grantTypes, tokenEndpointAuthMethod, applicationType }: RegisteredMembers,
  wrong: Wrong,
): void {
  if (grantTypes.length === 0) wrong('grant_types', 'A client needs at least one grant type.');
  if (!grantTypes.every((grant) => CLIENT_GRANT_TYPES.includes(grant))) {
    wrong('grant_types', `Known are ${CLIENT_GRANT_TYPES.join(', ')}.`);
  }
  if (!CLIENT_AUTH_METHODS.includes(tokenEndpointAuthMethod)) {
    wrong('token_endpoint_auth_method', `Known are ${CLIENT_AUTH_METHODS.join(', ')}.`);
  }
  if (!APPLICATION_TYPES.includes(applicationType)) {
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
  { grantTypes, redirectUris, tokenEndpointAuthMethod: method, machineScope }: RegisteredMembers,
  wrong: Wrong,
): void {
  if (grantTypes.includes('authorization_code') && redirectUris.length === 0) {
    wrong('redirect_uris', 'The grant type authorization_code needs a redirect URI.');
  }
  if (grantTypes.includes('refresh_token') && !isForPeople(grantTypes)) {
    wrong('grant_types', 'The grant type refresh_token belongs to authorization_code.');
  }
  if (actsAsItself(grantTypes) && method === 'none') {
    wrong(
      'grant_types',
      'The grant types client_credentials, jwt-bearer and token-exchange need a client that can keep a secret (RFC 6749 §4.4).',
    );
  }
  if (!actsAsItself(grantTypes) && machineScope !== null) {
    wrong(
      'machine_scope',
      'Only a client with the grant type client_credentials, jwt-bearer or token-exchange acts as itself.',
    );
  }
  if (machineScope?.split(' ').includes(ANY_API_SCOPE)) {
    wrong('machine_scope', 'What a client may have as itself is named scope by scope.');
  }
}

function checkAuthentication(
  { tokenEndpointAuthMethod: method, requirePkce, jwks, jwksUri }: RegisteredMembers,
  wrong: Wrong,
): void {
  if (method === 'none' && !requirePkce) {
    wrong('require_pkce', 'A public client always needs PKCE.');
  }
  if (method === 'private_key_jwt' && jwks === null && jwksUri === null) {
    wrong('jwks', 'The method private_key_jwt needs the public keys: as jwks or at a jwks_uri.');
  }
  if (jwks !== null && jwksUri !== null) {
    wrong('jwks_uri', 'Keys are given as jwks or at a jwks_uri, not both (RFC 7591 §2).');
  }
  const keyProblem = jwks === null ? null : jwksProblem(jwks);
  if (keyProblem !== null) wrong('jwks', `The key set ${keyProblem}.`);
  const uriProblem = jwksUri === null ? null : jwksUriProblem(jwksUri);
  if (uriProblem !== null) wrong('jwks_uri', `The URL ${uriProblem}.`);
}

/** How far the client reaches beyond its scopes. */
function checkAuthority(
  { resources, introspection, tokenEndpointAuthMethod: method }: RegisteredMembers,
  wrong: Wrong,
): void {
  if (resources?.length === 0) {
    wrong(
      'resources',
      'An empty list would reach nothing: leave it out, or send null, for any API.',
    );
  }
  if (resources !== null && resources.length > MOST_RESOURCES) {
    wrong('resources', `At most ${MOST_RESOURCES} audiences are accepted.`);
  }
  resources?.forEach((audience, index) => {
    if (audience === '' || audience.length > LONGEST_RESOURCE) {
      wrong(`resources/${index}`, 'The audience of a protected API is expected.');
    }
  });
  if (introspection === 'any' && method === 'none') {
    wrong('introspection', 'A public client proves nothing, so it cannot ask for everybody.');
  }
}

function checkLinks(members: RegisteredMembers, wrong: Wrong): void {
  const links = {
    client_uri: members.clientUri,
    logo_uri: members.logoUri,
    policy_uri: members.policyUri,
    tos_uri: members.tosUri,
  };
  for (const [member, link] of Object.entries(links)) {
    const problem = link === null ? null : linkProblem(link);
    if (problem !== null) wrong(member, `The URL ${problem}.`);
  }
}

function checkedScope(member: string, scope: string, wrong: Wrong): string {
  if (scope.length > LONGEST_SCOPE) {
    wrong(member, `At most ${LONGEST_SCOPE} characters are accepted.`);
    return '';
  }
  try {
    return parseScope(scope).join(' ');
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    wrong(member, error.detail);
    return '';
  }
}
