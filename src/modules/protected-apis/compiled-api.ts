import { AppError } from '../../kernel/errors/index.js';
import type { Policy } from '../../kernel/policy.js';
import type { ProtectedApiRecord } from './protected-api.js';
import { compileRules } from './route-rules.js';
import { parseUpstream, type Upstream } from './upstream.js';

/** The query parameters that carry a key where an API allows that and names none. */
const QUERY_KEY_NAMES = ['api_key', 'key'];

/** The two readings of `RequestPath`. */
export type Reading = 'strict' | 'loose';

/** A protected API, ready to be asked per request. */
export interface CompiledApi {
  readonly record: ProtectedApiRecord;
  readonly upstream: Upstream | null;
  /** Where its metadata are, behind `/.well-known/oauth-protected-resource` (RFC 9728 §3.1). */
  readonly metadataPath: string;
  /** Every prefix, as text and as segments to compare. */
  readonly prefixes: readonly CompiledPrefix[];
  /**
   * @param segments the path below the prefix
   * @returns the policy of the first rule that matches, else the API's own.
   */
  policyFor(method: string, segments: readonly string[], reading: Reading): Policy;
}

export interface CompiledPrefix {
  readonly text: string;
  readonly strict: readonly string[];
  readonly loose: readonly string[];
}

/**
 * Compiles an API.
 *
 * @throws AppError `invalid_request` that points at the member which is wrong.
 */
export function compileApi(record: ProtectedApiRecord): CompiledApi {
  const base = basePolicy(record);
  const prefixes = prefixesOf(record);
  const rules = compileRules(record.routes, prefixes, base);
  return {
    record,
    metadataPath: metadataPathOf(record),
    upstream:
      record.upstream === null
        ? null
        : parseUpstream(record.upstream, record.upstreamOptions ?? undefined),
    prefixes: prefixes.map(compilePrefix),
    policyFor: (method, segments, reading) => rules.find(method, segments, reading) ?? base,
  };
}

/**
 * Stands for an API that was kept by a version of this program which saw nothing wrong with it: its calls
 * are refused, and those of the other APIs go on.
 */
export function closedApi(record: ProtectedApiRecord, reason: AppError): CompiledApi {
  return {
    record,
    metadataPath: metadataPathOf(record),
    upstream: null,
    prefixes: prefixesOf(record).map(compilePrefix),
    policyFor: () => {
      throw new AppError('unavailable', {
        internal: `api_does_not_compile: ${reason.errors[0]?.pointer ?? ''}`,
        cause: reason,
      });
    },
  };
}

export function prefixesOf(api: ProtectedApiRecord): string[] {
  return [api.pathPrefix, ...api.pathAliases];
}

/** Paths at another host could be those of an API without one, so an id stands for them. */
function metadataPathOf({ id, host, pathPrefix }: ProtectedApiRecord): string {
  return host === null ? pathPrefix : `/${id}`;
}

function basePolicy(record: ProtectedApiRecord): Policy {
  return {
    id: record.id,
    name: record.name,
    audience: record.audience,
    accept: new Set(record.accept),
    environment: record.environment,
    access: record.access,
    queryKeyNames: queryKeyNames(record),
    isPublic: false,
    anonymous: record.anonymous,
    limits: record.limits,
    totalLimits: record.totalLimits ?? [],
    scopes: [],
    roles: [],
    loginStandsForScopes: false,
    crossOrigin: true,
  };
}

/** The query parameters that may carry a key; none where the query is no source. */
export function queryKeyNames({ queryKey, queryKeyName }: ProtectedApiRecord): readonly string[] {
  if (!queryKey) return [];
  return queryKeyName === null ? QUERY_KEY_NAMES : [queryKeyName];
}

function compilePrefix(text: string): CompiledPrefix {
  const strict = text === '/' ? [] : text.slice(1).split('/');
  return { text, strict, loose: strict.map((segment) => segment.toLowerCase()) };
}
