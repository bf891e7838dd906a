import Provider from 'oidc-provider';
import type { Clock } from '../../../platform/clock.js';

const times = new WeakMap<object, number>();

/** Keeps when a request of the protocol came. To be installed before whatever else is. */
export function rememberRequestTimes(provider: Provider, clock: Clock): void {
  provider.use((ctx, next) => {
    times.set(ctx, clock.now());
    return next();
  });
}

/** When the request came that is being answered, in epoch milliseconds; undefined outside of the engine. */
export function askedAt(): number | undefined {
  const ctx = Provider.ctx;
  return ctx === undefined ? undefined : times.get(ctx);
}
