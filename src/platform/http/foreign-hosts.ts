import type { IncomingMessage } from 'node:http';
import type { FastifyServerOptions } from 'fastify';
import type { CidrMatcher } from '../../kernel/cidr.js';
import { isFromTrustedProxy } from './client-address.js';

/** Give a route this constraint, and it has the calls at foreign hosts, and only those. */
export const AT_FOREIGN_HOSTS = { foreignHost: 'any' } as const;

/** A proxy asks here about a call, and some proxies leave that call's `Host` on the question. */
const QUESTION = /^\/verify(?:[/?]|$)/;

type RouteConstraint = NonNullable<FastifyServerOptions['constraints']>[string];

declare module 'fastify' {
  interface FastifyInstance {
    readonly foreignHosts: ForeignHosts;
  }
}

/**
 * Hosts at which none of our own routes is served, whatever the path: they belong to somebody else, and a
 * page of ours there would share its origin with theirs. Whoever serves them says which they are.
 */
export class ForeignHosts {
  private isForeign: (host: string) => boolean = () => false;

  /** For the router, which asks before it looks at the path. */
  readonly strategy: RouteConstraint;

  constructor(private readonly trustedProxies: CidrMatcher) {
    this.strategy = {
      name: 'foreignHost',
      // Routes that do not name it, which is all but one, are not found at foreign hosts.
      mustMatchWhenDerived: true,
      storage: () => {
        const handlers = new Map<unknown, never>();
        return {
          get: (value) => handlers.get(value) ?? null,
          set: (value, handler) => void handlers.set(value, handler as never),
        };
      },
      deriveConstraint: (request) => (this.claims(request) ? 'any' : undefined),
    };
  }

  /** @param isForeign is asked for every request, with `Host` as it was sent */
  claim(isForeign: (host: string) => boolean): void {
    this.isForeign = isForeign;
  }

  /** Whether a request is for such a host, and nothing of ours may answer it. */
  claims(request: IncomingMessage): boolean {
    const { host } = request.headers;
    if (host === undefined || !this.isForeign(host)) return false;
    return !(QUESTION.test(request.url ?? '') && isFromTrustedProxy(request, this.trustedProxies));
  }
}
