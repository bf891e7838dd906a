import { AppError } from '../../kernel/errors/index.js';
import { compilePathPattern, type PathPattern } from '../../kernel/path-pattern.js';
import type { Policy } from '../../kernel/policy.js';
import type { RequestPath } from '../../kernel/request-path.js';
import { checkContradictions } from './api-contradictions.js';
import type { ProtectedApiRecord, RouteRuleInput } from './protected-api.js';
import { parseUpstream, type Upstream } from './upstream.js';

/** The query parameters that carry a key where an API allows that. */
const QUERY_KEY_NAMES = ['api_key', 'key'];

/** Methods that a rule may name; a typing error must not make a rule that never matches. */
const METHODS: ReadonlySet<string> = new Set([
  '*',
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
]);

interface CompiledRule {
  readonly methods: ReadonlySet<string>;
  readonly strict: PathPattern;
  readonly loose: PathPattern;
  readonly policy: Policy;
}

/** A protected API, ready to be asked per request. */
export interface CompiledApi {
  readonly record: ProtectedApiRecord;
  readonly upstream: Upstream | null;
  /** Every prefix, as text and as segments to compare. */
  readonly prefixes: readonly CompiledPrefix[];
  /** @returns the policy of the first rule that matches, else the API's own. */
  policyFor(method: string, segments: readonly string[], reading: 'strict' | 'loose'): Policy;
}

export interface CompiledPrefix {
  readonly text: string;
  readonly strict: readonly string[];
  readonly loose: readonly string[];
}

/**
 * Compiles an API's rules.
 *
 * @throws AppError `invalid_request` that points at the member which is wrong.
 */
export function compileApi(record: ProtectedApiRecord): CompiledApi {
  checkContradictions(record);
  const base = basePolicy(record);
  const prefixes = [record.pathPrefix, ...record.pathAliases].map(compilePrefix);
  const rules = record.routes.map((rule, i) => compileRule(rule, i, prefixes, base));
  return {
    record,
    upstream:
      record.upstream === null
        ? null
        : parseUpstream(record.upstream, record.upstreamOptions ?? undefined),
    prefixes,
    policyFor: (method, segments, reading) => {
      const asked = method === 'HEAD' ? 'GET' : method;
      const found = rules.find(
        (rule) =>
          (rule.methods.has('*') || rule.methods.has(asked)) && rule[reading].matches(segments),
      );
      return found?.policy ?? base;
    },
  };
}

/** Whether a prefix covers a path: whole segments only, so that `/api` is not before `/apiary`. */
export function covers(
  prefix: CompiledPrefix,
  path: RequestPath,
  reading: 'strict' | 'loose',
): boolean {
  const wanted = prefix[reading];
  const segments = path[reading];
  return wanted.length <= segments.length && wanted.every((segment, i) => segment === segments[i]);
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

/**
 * What a rule makes of the API's own policy. Public paths ask for no grant, since nothing is needed
 * there; a rule that names kinds takes no anonymous callers.
 */
function rulePolicy(base: Policy, { scopes, accept, public: isPublic }: RouteRuleInput): Policy {
  if (isPublic === true) return { ...base, isPublic, access: 'all', anonymous: null };
  if (accept === undefined) return { ...base, scopes };
  return { ...base, scopes, accept: new Set(accept), anonymous: null };
}

function compileRule(
  rule: RouteRuleInput,
  index: number,
  prefixes: readonly CompiledPrefix[],
  base: Policy,
): CompiledRule {
  const methods = rule.methods.map((method) => method.toUpperCase());
  const unknown = methods.findIndex((method) => !METHODS.has(method));
  if (unknown !== -1) {
    throw invalidRule(
      `#/routes/${index}/methods/${unknown}`,
      `must be one of ${[...METHODS].join(', ')}`,
    );
  }
  try {
    const patterns = prefixes.map(({ text }) => absolute(rule.path, text, prefixes));
    return {
      methods: new Set(methods),
      strict: anyOf(patterns.map((pattern) => compilePathPattern(pattern))),
      loose: anyOf(patterns.map((pattern) => compilePathPattern(pattern, true))),
      policy: rulePolicy(base, rule),
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw invalidRule(`#/routes/${index}/path`, 'must be a path pattern that begins with "/"');
  }
}

function invalidRule(pointer: string, detail: string): AppError {
  return new AppError('invalid_request', { errors: [{ pointer, detail }] });
}

/** A rule's path may be written whole or below the prefix. */
function absolute(path: string, prefix: string, prefixes: readonly CompiledPrefix[]): string {
  const whole = prefixes.some(
    ({ text }) => text !== '/' && (path === text || path.startsWith(`${text}/`)),
  );
  if (whole) return path;
  // Joined only below a slash: anything else is no path, and is left for the pattern to refuse.
  if (!path.startsWith('/') || prefix === '/') return path;
  return path === '/' ? prefix : `${prefix}${path}`;
}

function anyOf(patterns: readonly PathPattern[]): PathPattern {
  return { matches: (segments) => patterns.some((pattern) => pattern.matches(segments)) };
}

function compilePrefix(text: string): CompiledPrefix {
  const strict = text === '/' ? [] : text.slice(1).split('/');
  return { text, strict, loose: strict.map((segment) => segment.toLowerCase()) };
}
