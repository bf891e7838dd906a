import type { KeyEnvironment } from './key-format.js';
import type { Limits } from './limits.js';
import type { CredentialKind } from './principal.js';

/** A number of calls in a window. */
export interface Quota {
  readonly limit: number;
  readonly windowSeconds: number;
}

/** The id of what our own routes are, as `Policy.id`. */
export const OWN_API_ID = 'ostiary';

/** Who may call an API: every app, or those that were granted it. */
export type Access = 'all' | 'granted';

/**
 * What a call must satisfy. Compiled once, from a decorator at boot or from a protected-API row on
 * write, and executed per request.
 */
export interface Policy {
  /** Id of the protected API, or of our own API for decorated routes; names quotas and counters. */
  readonly id: string;
  readonly name: string;
  /** The `aud` that an access token must carry. */
  readonly audience: string;
  readonly accept: ReadonlySet<CredentialKind>;
  /** The environment that API keys must be of; null: either. */
  readonly environment: KeyEnvironment | null;
  /** Whether every app may call, or only those with a grant. */
  readonly access: Access;
  /** Query parameters that may carry an API key; empty: the query is not a source. */
  readonly queryKeyNames: readonly string[];
  /** Nothing needs to be shown, and what nobody showed is not counted. What is shown has to be good. */
  readonly isPublic: boolean;
  /** The quota that all anonymous callers share; null: a credential is needed, unless it is public. */
  readonly anonymous: Quota | null;
  /** Default limits per credential; those that a credential has of its own take their place. */
  readonly limits: Limits | null;
  /** For all callers of the API together, anonymous ones included. */
  readonly totalLimits: readonly Quota[];
  /** All of these are needed. */
  readonly scopes: readonly string[];
  /** Ostiary roles, of which one is needed; only a login token can carry one. */
  readonly roles: readonly string[];
  /**
   * True: a login token needs one of `roles`, if there are any, and no scopes; every other kind needs the
   * scopes and no role. False: roles and scopes are both needed.
   */
  readonly loginStandsForScopes: boolean;
  /** Whether browsers may call from other origins (CORS), as far as the credential allows it. */
  readonly crossOrigin: boolean;
}
