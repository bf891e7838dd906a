/** The kinds of credential that a caller can present, in the words of the public contract (§3). */
export const CREDENTIAL_KINDS = [
  'api_key',
  'access_token',
  'login_token',
  'app_token',
  'person_token',
] as const;

export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

/** What a principal was established from: a credential, or its permitted absence. */
export type PrincipalKind = CredentialKind | 'anonymous';

/** Who is calling, as every protected API receives it. */
export interface Principal {
  readonly kind: PrincipalKind;
  /** App id, client id, user id, access key or the person named by a `person_token`. */
  readonly subject: string;
  readonly appId: string | null;
  /** Id of the API key, access key or OAuth client, or the session of a login token. */
  readonly credentialId: string | null;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  /** Epoch milliseconds, or null for a credential without an end. */
  readonly expiresAt: number | null;
  /** Name of the signed-in user, for our own routes; never sent to a protected API. */
  readonly username?: string;
}

/** The app identity that all anonymous callers share. */
export const ANONYMOUS_APP_ID = 'app_anonymous';

/** The principal of a call without a credential, where the policy allows one. */
export const ANONYMOUS_PRINCIPAL: Principal = Object.freeze({
  kind: 'anonymous',
  subject: 'anonymous',
  appId: ANONYMOUS_APP_ID,
  credentialId: null,
  scopes: [],
  roles: [],
  groups: [],
  expiresAt: null,
});
