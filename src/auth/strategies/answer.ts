import type { Awaitable } from '../../kernel/awaitable.js';
import type { Verified } from '../../kernel/decision.js';

/** How Passport strategies are told what came of a credential. */
export type Done = (error: Error | null, verified?: Verified) => void;

/**
 * Tells Passport what a verifier says: at once if it is said at once. Nest's own callback around
 * `validate` always waits.
 */
export function answer(verify: () => Awaitable<Verified>, done: Done): void {
  let verified: Awaitable<Verified>;
  try {
    verified = verify();
  } catch (error) {
    return done(error as Error);
  }
  if (!(verified instanceof Promise)) return done(null, verified);
  verified.then(
    (later) => done(null, later),
    (error: unknown) => done(error as Error),
  );
}
