import type { SigningKeyUse } from './signing-key.entity.js';
import { SESSION_SECONDS, TOKEN_SECONDS } from './token-lifetimes.js';

/**
 * How long a key is published before it signs. The key set may be kept for 300 s, and there are API
 * gateways that keep it for two hours, whatever they are told.
 */
export const PUBLISHED_BEFORE_USE_MS = 24 * 60 * 60 * 1000;

/** How long it takes, at most, until every instance has noticed a change. `force` does not shorten it. */
export const KNOWN_EVERYWHERE_MS = 2_000;

/** Beyond the end of the last token: leeway, and requests that had begun when the key was replaced. */
const MARGIN_MS = 60_000;

/**
 * The longest that something is of use after it was signed, in seconds. An ID token is shown once more
 * when its user signs out, expired or not, as long as there is a session to end (OpenID Connect
 * RP-Initiated Logout 1.0 §2, `id_token_hint`).
 */
const LONGEST_USE_SECONDS: Readonly<Record<SigningKeyUse, number>> = {
  access: Math.max(TOKEN_SECONDS.accessToken, TOKEN_SECONDS.loginToken),
  id_token: Math.max(TOKEN_SECONDS.idToken, SESSION_SECONDS),
};

/** Until when a key is trusted that signs no more from `now` on. Epoch milliseconds, both. */
export function endOfTrust(use: SigningKeyUse, now: number): number {
  return now + LONGEST_USE_SECONDS[use] * 1000 + MARGIN_MS;
}
