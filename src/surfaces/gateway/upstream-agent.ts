import { AsyncLocalStorage } from 'node:async_hooks';
import { Agent, type Dispatcher } from 'undici';

const CONNECT_TIMEOUT_MS = 2_000;
const FIRST_BYTE_TIMEOUT_MS = 30_000;
const IDLE_TIMEOUT_MS = 60_000;
/** Connections to one upstream; what goes beyond waits for a free one. */
const CONNECTIONS = 256;

/**
 * The connections to upstreams. Certificates are checked, which reply-from's own agent does not do by
 * default (CVE-2026-107318), and a request whose client has gone away is given up: otherwise callers
 * who hang up would hold an upstream's connections until it answers.
 */
export class UpstreamAgent {
  private readonly callers = new AsyncLocalStorage<AbortSignal>();
  private readonly agent = new Agent({
    connections: CONNECTIONS,
    pipelining: 1,
    headersTimeout: FIRST_BYTE_TIMEOUT_MS,
    bodyTimeout: IDLE_TIMEOUT_MS,
    connect: { rejectUnauthorized: true, timeout: CONNECT_TIMEOUT_MS },
  });

  /** As reply-from asks for it. */
  readonly request: Dispatcher['request'] = ((
    options: Dispatcher.RequestOptions,
    done: (error: Error | null, data: Dispatcher.ResponseData) => void,
  ) => {
    const signal = this.callers.getStore();
    this.agent.request(signal === undefined ? options : { ...options, signal }, done);
  }) as Dispatcher['request'];

  /** Runs `forward`, whose requests end when `signal` does. */
  forCaller<T>(signal: AbortSignal, forward: () => T): T {
    return this.callers.run(signal, forward);
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }
}
