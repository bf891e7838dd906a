import { METHODS } from 'node:http';
import { AppError } from '../../kernel/errors/index.js';
import { loosePattern, parsePathPattern, type PathPattern } from '../../kernel/path-pattern.js';
import type { Policy } from '../../kernel/policy.js';
import type { Reading } from './compiled-api.js';
import type { RouteRuleInput } from './protected-api.js';
import { RuleIndex } from './rule-index.js';

/** What no server takes from the door; a rule for them would mean nothing. */
const NEVER_SERVED = new Set(['CONNECT', 'TRACE', 'TRACK']);
/** Methods that a rule may name; a typing error must not make a rule that never matches. */
const KNOWN_METHODS = new Set(['*', ...METHODS.filter((method) => !NEVER_SERVED.has(method))]);

/** The rules of an API, compiled in both readings of a path. */
export interface RouteRules {
  /** @param segments the path below the API's prefix */
  find(method: string, segments: readonly string[], reading: Reading): Policy | undefined;
}

interface ParsedRule {
  readonly methods: readonly string[];
  readonly pattern: PathPattern;
}

/**
 * Compiles the rules of an API. Rules that ask for the same share one policy, so that two readings of a
 * path are told apart only where it matters.
 *
 * @param prefixes below which, or beginning with which, the paths of rules are written
 * @throws AppError `invalid_request` that points at the member which is wrong
 */
export function compileRules(
  rules: readonly RouteRuleInput[],
  prefixes: readonly string[],
  base: Policy,
): RouteRules {
  const policies = new Map<string, Policy>();
  const indexes = { strict: new RuleIndex<Policy>(), loose: new RuleIndex<Policy>() };
  rules.forEach((rule, position) => {
    const { methods, pattern } = parseRule(rule, position, prefixes);
    const key = JSON.stringify([rule.scopes, rule.accept ?? null, rule.public ?? false]);
    const policy = policies.get(key) ?? rulePolicy(base, rule);
    policies.set(key, policy);
    indexes.strict.add(pattern, methods, { position, rule: policy });
    indexes.loose.add(loosePattern(pattern), methods, { position, rule: policy });
  });
  return {
    find: (method, segments, reading) =>
      indexes[reading].find(method === 'HEAD' ? 'GET' : method, segments),
  };
}

/**
 * Refuses rules that can never match because earlier ones match everything that they do: their author
 * wanted the other order, and what they were to protect would be open, or closed, instead.
 *
 * @throws AppError `invalid_request` that points at the rule
 */
export function checkReachable(
  rules: readonly RouteRuleInput[],
  prefixes: readonly string[],
): void {
  const index = new RuleIndex<null>();
  rules.forEach((rule, position) => {
    const { methods, pattern } = parseRule(rule, position, prefixes);
    const before = methods.map((method) => index.covering(pattern, method));
    if (before.every((entry) => entry !== undefined)) {
      const places = [...new Set(before.map((entry) => `#/routes/${entry.position}`))].join(', ');
      throw invalidRule(
        `#/routes/${position}`,
        `never takes effect: ${places} matches all of its calls first. Put the narrower rule before`,
      );
    }
    index.add(pattern, methods, { position, rule: null });
  });
}

function parseRule(
  rule: RouteRuleInput,
  position: number,
  prefixes: readonly string[],
): ParsedRule {
  const methods = rule.methods.map((method) => method.toUpperCase());
  methods.forEach((method, i) => checkMethod(method, methods, `#/routes/${position}/methods/${i}`));
  try {
    return { methods, pattern: parsePathPattern(belowPrefix(rule.path, prefixes)) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw invalidRule(
      `#/routes/${position}/path`,
      'must be a path pattern such as /orders/{id} or /admin/**, of segments that every server reads alike',
    );
  }
}

function checkMethod(method: string, methods: readonly string[], pointer: string): void {
  if (!KNOWN_METHODS.has(method)) {
    throw invalidRule(pointer, 'must be an HTTP method such as GET, or * for any');
  }
  if (method === 'HEAD' && !methods.includes('GET') && !methods.includes('*')) {
    throw invalidRule(pointer, 'goes with GET: a rule for GET is one for HEAD');
  }
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

/** A rule's path may be written whole or below the prefix; it is the same under every prefix. */
function belowPrefix(path: string, prefixes: readonly string[]): string {
  const [whole] = prefixes
    .filter((prefix) => prefix !== '/' && (path === prefix || path.startsWith(`${prefix}/`)))
    .sort((left, right) => right.length - left.length);
  return whole === undefined ? path : path.slice(whole.length) || '/';
}

function invalidRule(pointer: string, detail: string): AppError {
  return new AppError('invalid_request', {
    detail: `The request is not valid: ${pointer} ${detail}.`,
    errors: [{ pointer, detail }],
  });
}
