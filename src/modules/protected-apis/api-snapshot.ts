import { AppError } from '../../kernel/errors/index.js';
import type { Policy } from '../../kernel/policy.js';
import type { RequestPath } from '../../kernel/request-path.js';
import { type CompiledApi, type CompiledPrefix, covers } from './compiled-api.js';
import type { ProtectedApiRecord } from './protected-api.js';

/** The API that a call is for, and what it must satisfy. */
export interface ApiMatch {
  readonly api: CompiledApi;
  /** The prefix under which it was called. */
  readonly prefix: string;
  readonly policy: Policy;
}

/** All protected APIs at one moment, compiled. */
export class ApiSnapshot {
  private readonly byPrefixLength: readonly (readonly [CompiledPrefix, CompiledApi])[];

  /** Those that belong to APIs. */
  private readonly hosts: ReadonlySet<string>;

  constructor(readonly apis: readonly CompiledApi[]) {
    this.hosts = new Set(apis.flatMap(({ record: { host } }) => (host === null ? [] : [host])));
    this.byPrefixLength = apis
      .flatMap((api) => api.prefixes.map((prefix) => [prefix, api] as const))
      .sort(([left], [right]) => right.strict.length - left.strict.length);
  }

  /**
   * Finds the API of a path, the longest prefix first, and its policy for this method. An API with a
   * host has only the calls whose `Host` is exactly that.
   *
   * @param host as the client sent it; null: none
   *
   * @returns null when no API covers the path.
   * @throws AppError `invalid_request` when a generous reading of the path, as an upstream may have
   *   it, would lead to another API or another rule: such a path is not decided but refused.
   */
  match(method: string, host: string | null, path: RequestPath): ApiMatch | null {
    const asked = host !== null && this.hosts.has(host) ? host : null;
    const found = this.find(asked, path, 'strict');
    const generous = this.find(asked, path, 'loose');
    if (found?.[1] !== generous?.[1] && found !== undefined) throw ambiguous();
    if (found === undefined) return null;
    const [prefix, api] = found;
    const policy = api.policyFor(method, path.strict, 'strict');
    if (policy !== api.policyFor(method, path.loose, 'loose')) throw ambiguous();
    return { api, prefix: prefix.text, policy };
  }

  byAudience(audience: string): ProtectedApiRecord | null {
    return this.apis.find(({ record }) => record.audience === audience)?.record ?? null;
  }

  /** The APIs that define a scope. */
  definingScope(name: string): ProtectedApiRecord[] {
    return this.apis
      .filter(({ record }) => record.scopes.some((scope) => scope.name === name))
      .map(({ record }) => record);
  }

  private find(host: string | null, path: RequestPath, reading: 'strict' | 'loose') {
    return this.byPrefixLength.find(
      ([prefix, { record }]) => record.host === host && covers(prefix, path, reading),
    );
  }
}

function ambiguous(): AppError {
  return new AppError('invalid_request', {
    detail: 'This path can be read in two ways, and the two are protected differently.',
    hint: 'Send the path without double slashes, path parameters and needless percent-encoding.',
  });
}
