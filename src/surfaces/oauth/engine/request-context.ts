import context from 'oidc-provider/lib/helpers/als.js';

let underWay = 0;

/**
 * Runs one request of the engine, which keeps the context of its requests in an `AsyncLocalStorage`. On Node 20
 * and 22 a storage in use costs every promise and callback of the process some time; it is switched off
 * while the engine answers nobody, and the next request switches it on again.
 */
export async function withRequestContext(answer: () => Promise<void>): Promise<void> {
  underWay += 1;
  try {
    await answer();
  } finally {
    underWay -= 1;
    if (underWay === 0) context.disable();
  }
}
