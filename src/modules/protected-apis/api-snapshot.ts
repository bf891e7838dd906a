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

  constructor(readonly apis: readonly CompiledApi[]) {
    this.byPrefixLength = apis
      .flatMap((api) => api.prefixes.map((prefix) => [prefix, api] as const))
      .sort(([left], [right]) => right.strict.length - left.strict.length);
  }

  /**
   * Finds the API of a path, the longest prefix first, and its policy for this method.
   *
   * @returns null when no API covers the path.
   * @throws AppError `invalid_request` when a generous reading of the path, as an upstream may have
   *   it, would lead to another API or another rule: such a path is not decided but refused.
   */
  match(method: string, path: RequestPath): ApiMatch | null {
    const found = this.find(path, 'strict');
    const generous = this.find(path, 'loose');
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

  private find(path: RequestPath, reading: 'strict' | 'loose') {
    return this.byPrefixLength.find(([prefix]) => covers(prefix, path, reading));
  }
}

function ambiguous(): AppError {
  return new AppError('invalid_request', {
    detail: 'This path can be read in two ways, and the two are protected differently.',
    hint: 'Send the path without double slashes, path parameters and needless percent-encoding.',
  });
}
