import { Session } from 'node:inspector';

/** Until what booting left to be done is done. */
const SETTLE_MS = 1_000;

/**
 * Hands back to the system what only booting needed, a fifth of the process: V8 collects when it needs room,
 * which a server with little to do may not for hours. Once, a second after the start, for some tens of
 * milliseconds.
 */
export function releaseBootMemory(): void {
  setTimeout(() => {
    const session = new Session();
    session.connect();
    session.post('HeapProfiler.collectGarbage', () => {
      // Not yet: a session that ends within its own answer hangs the process.
      setImmediate(() => session.disconnect());
    });
  }, SETTLE_MS).unref();
}
