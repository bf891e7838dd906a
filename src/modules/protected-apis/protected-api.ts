import { newId } from '../../kernel/ids.js';
import type { KeyEnvironment } from '../../kernel/key-format.js';
import { changedLimits, type LimitChanges, type Limits } from '../../kernel/limits.js';
import type { Access, Quota } from '../../kernel/policy.js';
import { CREDENTIAL_KINDS, type CredentialKind } from '../../kernel/principal.js';
import type { UpstreamOptions } from './upstream.js';

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
  /** Kinds that are accepted here in place of the API's own. */
  readonly accept?: CredentialKind[] | undefined;
  /** Nothing needs to be shown. */
  readonly public?: boolean | undefined;
}

/** What an operator says of an API. */
export interface ProtectedApiInput {
  readonly name: string;
  /** Default: the URL that its callers use, `http` or `https` as the public URL. */
  readonly audience?: string | undefined;
  /** `Host` of its calls, port included; null: it is found by its prefix at every host that is no API's. */
  readonly host?: string | null | undefined;
  /** Default: `/`, which is every path of `host`. */
  readonly pathPrefix?: string | undefined;
  /** Further prefixes of the same API: one policy, one quota, one audience. */
  readonly pathAliases?: string[] | undefined;
  readonly upstream?: string | null | undefined;
  readonly upstreamOptions?: UpstreamOptions | null | undefined;
  readonly scopes?: ApiScope[] | undefined;
  /** Default: every kind. */
  readonly accept?: CredentialKind[] | undefined;
  readonly queryKey?: boolean | undefined;
  /** The one parameter that carries keys; null: `api_key` and `key`. */
  readonly queryKeyName?: string | null | undefined;
  /** Keys that are taken; null: of both environments. */
  readonly environment?: KeyEnvironment | null | undefined;
  readonly access?: Access | undefined;
  readonly anonymous?: Quota | null | undefined;
  /** Per credential that has none of its own. */
  readonly limits?: LimitChanges | undefined;
  /** For all callers together. */
  readonly totalLimits?: Quota[] | undefined;
  readonly routes?: RouteRuleInput[] | undefined;
}

/** A protected API as it is kept. Times are epoch milliseconds. */
export interface ProtectedApiRecord {
  readonly id: string;
  readonly name: string;
  readonly audience: string;
  readonly host: string | null;
  readonly pathPrefix: string;
  readonly pathAliases: string[];
  readonly upstream: string | null;
  /** Null: the defaults. */
  readonly upstreamOptions: UpstreamOptions | null;
  readonly scopes: ApiScope[];
  readonly accept: CredentialKind[];
  readonly queryKey: boolean;
  readonly queryKeyName: string | null;
  readonly environment: KeyEnvironment | null;
  readonly access: Access;
  readonly anonymous: Quota | null;
  readonly limits: Limits | null;
  readonly totalLimits: readonly Quota[] | null;
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
    audience: input.audience ?? defaultAudience(input, publicUrl),
    host: input.host ?? null,
    pathPrefix: input.pathPrefix ?? '/',
    pathAliases: input.pathAliases ?? [],
    upstream: input.upstream ?? null,
    upstreamOptions: input.upstreamOptions ?? null,
    scopes: input.scopes ?? [],
    accept: input.accept ?? [...CREDENTIAL_KINDS],
    queryKey: input.queryKey ?? false,
    queryKeyName: input.queryKeyName ?? null,
    environment: input.environment ?? null,
    access: input.access ?? 'all',
    anonymous: input.anonymous ?? null,
    limits: changedLimits(null, input.limits ?? {}),
    totalLimits: input.totalLimits ?? null,
    routes: input.routes ?? [],
    createdAt: nowMs,
    updatedAt: nowMs,
  };
}

function defaultAudience({ host, pathPrefix }: ProtectedApiInput, publicUrl: string): string {
  const path = pathPrefix === undefined || pathPrefix === '/' ? '' : pathPrefix;
  const isOwn = host === null || host === undefined;
  return isOwn ? `${publicUrl}${path}` : `${new URL(publicUrl).protocol}//${host}${path}`;
}
