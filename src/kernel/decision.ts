import type { CidrMatcher } from './cidr.js';
import type { KeyEnvironment } from './key-format.js';
import type { OriginMatcher } from './origin.js';
import type { HolderLimits } from './limits.js';
import type { Principal } from './principal.js';

/** What a credential ends with, for whatever is exchanged for it. */
export interface Lineage {
  /** The one of its secrets that was shown: its row's key. */
  readonly secret: string | null;
  /** SHA-256 of the id of the token that it was itself exchanged for. */
  readonly parentDigest: string | null;
}

/**
 * What a verifier has established about one credential, and all that may be remembered of it: never
 * a decision. Address, origin, scopes, quotas and expiry are evaluated for every request.
 */
export interface Verified {
  readonly principal: Principal;
  /** The user who answers for the credential. */
  readonly ownerId: string | null;
  readonly ipAllowlist: CidrMatcher | null;
  readonly originAllowlist: OriginMatcher | null;
  readonly limits: HolderLimits;
  /** The `aud` values of an access token; null for kinds that are not bound to an audience. */
  readonly audiences: readonly string[] | null;
  /**
   * Thumbprint of the key whose possession has to be proved with every call (RFC 9449 §6.1); null: who
   * holds the credential may use it.
   */
  readonly jkt: string | null;
  /** Of the API key, or of the one that a token was exchanged for; absent for what has none. */
  readonly environment?: KeyEnvironment;
  /** Epoch milliseconds from which the credential is no longer good; null: no end. */
  readonly validUntil: number | null;
  /** Absent for what nothing can be exchanged for. */
  readonly lineage?: Lineage;
  /** The change messages that kill what is remembered, such as `app:app_…`. */
  readonly tags: readonly string[];
}
