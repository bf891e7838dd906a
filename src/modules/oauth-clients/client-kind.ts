import type {
  ApplicationType,
  ClientAuthMethod,
  ClientGrantType,
  ClientKind,
  OAuthClient,
} from './oauth-client.entity.js';
import { isPrivateUse } from './redirect-uri.js';

/** The members that a kind has a say in. */
export type KindMembers = Pick<
  OAuthClient,
  'grantTypes' | 'redirectUris' | 'tokenEndpointAuthMethod' | 'applicationType'
>;

/** What a registration of that kind gets where it says nothing. */
export interface KindDefaults {
  readonly grantTypes: readonly ClientGrantType[];
  readonly tokenEndpointAuthMethod: ClientAuthMethod;
  readonly applicationType: ApplicationType;
}

/** A member of a registration and why it cannot be so. */
export interface MemberProblem {
  readonly member: string;
  readonly detail: string;
}

const DEVICE_GRANT: ClientGrantType = 'urn:ietf:params:oauth:grant-type:device_code';
const SIGN_IN: readonly ClientGrantType[] = ['authorization_code', 'refresh_token'];

export const KIND_DEFAULTS: Readonly<Record<ClientKind, KindDefaults>> = {
  web: {
    grantTypes: SIGN_IN,
    tokenEndpointAuthMethod: 'client_secret_basic',
    applicationType: 'web',
  },
  spa: { grantTypes: SIGN_IN, tokenEndpointAuthMethod: 'none', applicationType: 'web' },
  native: { grantTypes: SIGN_IN, tokenEndpointAuthMethod: 'none', applicationType: 'native' },
  machine: {
    grantTypes: ['client_credentials'],
    tokenEndpointAuthMethod: 'client_secret_basic',
    applicationType: 'web',
  },
  // Native, so that the port of a loopback address is free (RFC 8252 §7.3): MCP clients take any.
  mcp: { grantTypes: SIGN_IN, tokenEndpointAuthMethod: 'none', applicationType: 'native' },
};

/** Grants in which a person takes part: none of them is for a machine. */
export function isForPeople(grantTypes: readonly ClientGrantType[]): boolean {
  return grantTypes.includes('authorization_code') || grantTypes.includes(DEVICE_GRANT);
}

/** The kind of a client whose registration names none. Never `mcp`, which looks like other native apps. */
export function derivedKind(members: KindMembers): ClientKind {
  if (!isForPeople(members.grantTypes)) return 'machine';
  if (members.applicationType === 'native') return 'native';
  return members.tokenEndpointAuthMethod === 'none' ? 'spa' : 'web';
}

/** What of these members contradicts the kind, by the members' registered names. */
export function kindContradictions(kind: ClientKind, members: KindMembers): MemberProblem[] {
  const problems = [
    grantProblem(kind, members.grantTypes),
    methodProblem(kind, members.tokenEndpointAuthMethod),
    typeProblem(kind, members.applicationType),
    uriProblem(kind, members.redirectUris),
  ];
  return problems.filter((problem) => problem !== null);
}

function grantProblem(
  kind: ClientKind,
  grantTypes: readonly ClientGrantType[],
): MemberProblem | null {
  const contradicts = (detail: string) => ({ member: 'grant_types', detail });
  if (kind === 'machine') {
    return isForPeople(grantTypes)
      ? contradicts('A machine signs nobody in: authorization_code and device_code are not for it.')
      : null;
  }
  if (kind === 'native') {
    return isForPeople(grantTypes)
      ? null
      : contradicts('A native app signs people in: it needs authorization_code or device_code.');
  }
  return grantTypes.includes('authorization_code')
    ? null
    : contradicts(`A client of kind ${kind} signs people in: it needs authorization_code.`);
}

function methodProblem(kind: ClientKind, method: ClientAuthMethod): MemberProblem | null {
  const contradicts = (detail: string) => ({ member: 'token_endpoint_auth_method', detail });
  if (kind === 'spa' && method !== 'none') {
    return contradicts('A program in a browser keeps no secret: its method is none.');
  }
  if ((kind === 'web' || kind === 'machine') && method === 'none') {
    return contradicts(`A client of kind ${kind} proves who it is: none is not for it.`);
  }
  return null;
}

function typeProblem(kind: ClientKind, type: ApplicationType): MemberProblem | null {
  if (kind === 'mcp' || KIND_DEFAULTS[kind].applicationType === type) return null;
  return {
    member: 'application_type',
    detail: `A client of kind ${kind} has the type ${KIND_DEFAULTS[kind].applicationType}.`,
  };
}

function uriProblem(kind: ClientKind, uris: readonly string[]): MemberProblem | null {
  if (kind === 'machine' && uris.length > 0) {
    return { member: 'redirect_uris', detail: 'Nobody is sent back to a machine: it has none.' };
  }
  const ownScheme = kind === 'mcp' ? uris.findIndex(isPrivateUse) : -1;
  if (ownScheme === -1) return null;
  return {
    member: `redirect_uris/${ownScheme}`,
    detail: 'An MCP client is sent back to https or to a loopback address.',
  };
}
