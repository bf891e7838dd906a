import { AppError } from '../../kernel/errors/index.js';
import type { Policy } from '../../kernel/policy.js';
import type { RequestPath } from '../../kernel/request-path.js';
import { ApiHosts } from './api-hosts.js';
import type { CompiledApi, CompiledPrefix } from './compiled-api.js';
import { PrefixTree } from './prefix-tree.js';
import type { ProtectedApiRecord } from './protected-api.js';

/** The API that a call is for, and what it must satisfy. */
export interface ApiMatch {
  readonly api: CompiledApi;
  /** The prefix under which it was called. */
  readonly prefix: string;
  readonly policy: Policy;
}

interface Placed {
  readonly api: CompiledApi;
  readonly prefix: CompiledPrefix;
}

/** The prefixes at one host, in both readings of a path. */
interface Places {
  readonly strict: PrefixTree<Placed>;
  readonly loose: PrefixTree<Placed>;
}

/** All protected APIs at one moment, compiled. */
export class ApiSnapshot {
  readonly hosts: ApiHosts;
  /** Whether any API is told apart by its host. */
  readonly hasHosts: boolean;
  /** By host; null: those without one. */
  private readonly places = new Map<string | null, Places>([[null, newPlaces()]]);
  private readonly audiences = new Map<string, ProtectedApiRecord>();

  /** @param ownHostname no API's, whatever a row says: the public URL may have been changed since */
  constructor(
    readonly apis: readonly CompiledApi[],
    ownHostname: string,
  ) {
    this.hosts = new ApiHosts(
      apis.map(({ record }) => record),
      ownHostname,
    );
    this.hasHosts = apis.some(({ record }) => record.host !== null);
    for (const api of apis) {
      const { host, audience } = api.record;
      const places = this.places.get(host) ?? newPlaces();
      this.places.set(host, places);
      for (const prefix of api.prefixes) {
        places.strict.add(prefix.strict, { api, prefix });
        places.loose.add(prefix.loose, { api, prefix });
      }
      this.audiences.set(audience, api.record);
    }
  }

  /**
   * Finds the API of a call, by its host first, then by the longest prefix of its path, and its policy
   * for this method. What is called at the host of an API is for no API without a host.
   *
   * @param host as the client sent it; null: none
   * @returns null when no API covers the path, and the host is no API's.
   * @throws AppError `not_found` at the host of an API for a path that none covers, and for a host that
   *   only a generous reading takes for that of an API; `invalid_request` when a generous reading of the
   *   path, as an upstream may have it, would lead to another API or another rule: what can be read in
   *   two ways is not decided but refused.
   */
  match(method: string, host: string | null, path: RequestPath): ApiMatch | null {
    const isApiHost = host !== null && this.hosts.owns(host);
    const places = this.places.get(isApiHost ? host : null);
    const found = places?.strict.longest(path.strict);
    if (found === undefined && isApiHost) throw nothingAt(places === undefined);
    if (found === undefined) return null;
    const { api, prefix } = found;
    const generous = places?.loose.longest(path.loose);
    if (generous?.api !== api) throw ambiguous();
    const policy = api.policyFor(method, path.strict.slice(prefix.strict.length), 'strict');
    const loosely = path.loose.slice(generous.prefix.loose.length);
    if (policy !== api.policyFor(method, loosely, 'loose')) throw ambiguous();
    return { api, prefix: prefix.text, policy };
  }

  byId(id: string): ProtectedApiRecord | null {
    return this.apis.find(({ record }) => record.id === id)?.record ?? null;
  }

  byAudience(audience: string): ProtectedApiRecord | null {
    return this.audiences.get(audience) ?? null;
  }

  /** The APIs that define a scope. */
  definingScope(name: string): ProtectedApiRecord[] {
    return this.apis
      .filter(({ record }) => record.scopes.some((scope) => scope.name === name))
      .map(({ record }) => record);
  }
}

function newPlaces(): Places {
  return { strict: new PrefixTree(), loose: new PrefixTree() };
}

function nothingAt(isMisspelt: boolean): AppError {
  if (!isMisspelt) return new AppError('not_found');
  return new AppError('not_found', {
    detail: 'No API is served at this host in this spelling.',
    hint: 'Send the host in lower case, without a final dot, and with the port at which the API is known.',
  });
}

function ambiguous(): AppError {
  return new AppError('invalid_request', {
    detail: 'This path can be read in two ways, and the two are protected differently.',
    hint: 'Send the path without double slashes, path parameters and needless percent-encoding.',
  });
}
