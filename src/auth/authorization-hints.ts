import { canonicalAddress } from '../kernel/cidr.js';
import type { CredentialKind, PrincipalKind } from '../kernel/principal.js';
import type { Call } from './call.js';

/** How to come by a credential of a kind. */
const WAYS: Readonly<Record<CredentialKind, string>> = {
  api_key: 'Send an API key of your app as "X-API-Key: <key>".',
  access_token:
    'Obtain an access token at /oauth/token and send it as "Authorization: Bearer <token>".',
  login_token: 'Sign in at POST /login and send the access_token that comes back.',
  app_token: 'Sign an app_token (typ) with the SK of an access key of your app.',
  person_token: 'Sign a person_token (typ) with the SK of an access key of your app.',
};

/** @param accepted in the order of preference; at least one */
export function howToGet(accepted: readonly CredentialKind[], shown: CredentialKind): string {
  if (shown === 'api_key' && accepted.includes('access_token')) {
    return 'Exchange the key for an access token at /oauth/token (token exchange), or register an OAuth client, and send that token as "Authorization: Bearer <token>".';
  }
  const [first] = accepted;
  return first === undefined ? 'Ask the provider of this API.' : WAYS[first];
}

/** Who can add a scope depends on where the kind has its scopes from. */
export function scopeHint(kind: PrincipalKind, missing: readonly string[]): string {
  const names = missing.join(' ');
  switch (kind) {
    case 'api_key':
      return `Have ${names} added to this API key, or use a key that has it.`;
    case 'access_token':
      return `Ask the token endpoint for scope="${names}" too; the client must be allowed to have it, and a user must consent to it.`;
    case 'app_token':
    case 'person_token':
      return `A signed token has the scopes of its access key: have ${names} added to that.`;
    case 'login_token':
    case 'anonymous':
      return `A sign-in carries no scopes. Use an access token or an API key that has ${names}.`;
  }
}

/** Where the caller's address was taken from: behind a proxy it is the usual reason of a surprise. */
export function addressHint({ clientAddress, connection }: Call): string {
  if (clientAddress === null) {
    return 'Your address cannot be told: what the proxies in front of this server say of it is not readable.';
  }
  const peer = canonicalAddress(connection?.remoteAddress ?? '');
  if (peer === clientAddress) {
    return `${clientAddress} is the address that the connection comes from. If that is a proxy, it has to be among the trusted ones.`;
  }
  return `${clientAddress} is your address as the trusted proxy in front of this server tells it.`;
}
