declare module 'oidc-provider/lib/helpers/als.js' {
  import type { AsyncLocalStorage } from 'node:async_hooks';

  /** Holds the context of the request that the running code belongs to: `Provider.ctx`. */
  const storage: AsyncLocalStorage<unknown>;
  export default storage;
}
