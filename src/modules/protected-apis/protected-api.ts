import { newId } from '../../kernel/ids.js';
import type { Quota } from '../../kernel/policy.js';
import { CREDENTIAL_KINDS, type CredentialKind } from '../../kernel/principal.js';

/** A scope that an API defines, in the words that a consent page shows. */
export interface ApiScope {
  readonly name: string;
  readonly description: string;
}

/** What calls of some paths need. Rules are tried in order; the first that matches counts. */
export interface RouteRuleInput {
  /** Upper case; `*` for any. `GET` covers `HEAD`. */
  readonly methods: string[];
  /** A pattern; below the API's prefix, or beginning with it. */
  readonly path: string;
  /** All of these are needed. */
  readonly scopes: string[];
}

/** What an operator says of an API. */
export interface ProtectedApiInput {
  readonly name: string;
  /** Default: public URL + path prefix. */
  readonly audience?: string | undefined;
  readonly pathPrefix: string;
  /** Further prefixes of the same API: one policy, one quota, one audience. */
  readonly pathAliases?: string[] | undefined;
  readonly upstream?: string | null | undefined;
  readonly scopes?: ApiScope[] | undefined;
  /** Default: every kind. */
  readonly accept?: CredentialKind[] | undefined;
  readonly queryKey?: boolean | undefined;
  readonly anonymous?: Quota | null | undefined;
  readonly rateLimit?: Quota | null | undefined;
  readonly routes?: RouteRuleInput[] | undefined;
}

/** A protected API as it is kept. Times are epoch milliseconds. */
export interface ProtectedApiRecord {
  readonly id: string;
  readonly name: string;
  readonly audience: string;
  readonly pathPrefix: string;
  readonly pathAliases: string[];
  readonly upstream: string | null;
  readonly scopes: ApiScope[];
  readonly accept: CredentialKind[];
  readonly queryKey: boolean;
  readonly anonymous: Quota | null;
  readonly rateLimit: Quota | null;
  readonly routes: RouteRuleInput[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A new API with everything that was left unsaid. */
export function completeApi(
  input: ProtectedApiInput,
  publicUrl: string,
  nowMs: number,
): ProtectedApiRecord {
  return {
    id: newId('api', nowMs),
    name: input.name,
    audience: input.audience ?? `${publicUrl}${input.pathPrefix}`,
    pathPrefix: input.pathPrefix,
    pathAliases: input.pathAliases ?? [],
    upstream: input.upstream ?? null,
    scopes: input.scopes ?? [],
    accept: input.accept ?? [...CREDENTIAL_KINDS],
    queryKey: input.queryKey ?? false,
    anonymous: input.anonymous ?? null,
    rateLimit: input.rateLimit ?? null,
    routes: input.routes ?? [],
    createdAt: nowMs,
    updatedAt: nowMs,
  };
}
