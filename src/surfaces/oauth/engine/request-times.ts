import Provider, { type ClientCredentials } from 'oidc-provider';
import type { Clock } from '../../../platform/clock.js';

const times = new WeakMap<object, number>();
/** Of tokens that are being saved outside of a request of the engine, by their `jti`. */
const ofTokens = new Map<string, number>();

/** Keeps when a request of the protocol came. To be installed before whatever else is. */
export function rememberRequestTimes(provider: Provider, clock: Clock): void {
  provider.use((ctx, next) => {
    times.set(ctx, clock.now());
    return next();
  });
}

/**
 * When the request came that is being answered, in epoch milliseconds; undefined outside of the engine.
 *
 * @param id of what is to be stored
 */
export function askedAt(id: string): number | undefined {
  const ctx = Provider.ctx;
  return ctx === undefined ? ofTokens.get(id) : times.get(ctx);
}

/** What tokens have and their type declarations leave out: the engine names them as it saves them. */
interface Nameable {
  jti: string;
  generateTokenId(): string;
}

/** Saves a new token whose request came at that time. @returns the token as its client gets it */
export async function savedAsAskedAt(token: ClientCredentials, at: number): Promise<string> {
  const nameable = token as unknown as Nameable;
  const id = nameable.generateTokenId();
  nameable.jti = id;
  ofTokens.set(id, at);
  try {
    return await token.save();
  } finally {
    ofTokens.delete(id);
  }
}
