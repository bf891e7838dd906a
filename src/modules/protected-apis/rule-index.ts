import type { PathPattern } from '../../kernel/path-pattern.js';

/** A rule with its place in the order: of all that match, the first counts. */
export interface Ranked<Rule> {
  readonly position: number;
  readonly rule: Rule;
}

/** By method, or `*` for any; the first of each. */
type ByMethod<Rule> = Map<string, Ranked<Rule>>;

interface Node<Rule> {
  readonly literals: Map<string, Node<Rule>>;
  any: Node<Rule> | null;
  /** Rules that end here, by the least number of segments that must follow; -1: none may. */
  readonly ends: Map<-1 | 0 | 1, ByMethod<Rule>>;
}

/** Paths that are asked about at once: those of one request, or all that a pattern stands for. */
interface Asked {
  readonly segments: readonly (string | null)[];
  /** As in a pattern. */
  readonly tail: 0 | 1 | null;
  readonly methods: readonly string[];
}

/**
 * The rules of an API as a tree of their segments. Finding one costs as many steps as the path has
 * segments (more only where patterns of the same shape begin with a literal and with `{name}`), however
 * many rules there are.
 */
export class RuleIndex<Rule> {
  private readonly root: Node<Rule> = emptyNode();

  /** @param position where the rule stands; add them in their order */
  add(pattern: PathPattern, methods: Iterable<string>, entry: Ranked<Rule>): void {
    let node = this.root;
    for (const segment of pattern.segments) node = childOf(node, segment);
    const end = pattern.tail ?? -1;
    const rules = node.ends.get(end) ?? new Map<string, Ranked<Rule>>();
    node.ends.set(end, rules);
    for (const method of methods) {
      if (!rules.has(method)) rules.set(method, entry);
    }
  }

  /** The first rule that matches; a path in the reading that the patterns were added in. */
  find(method: string, segments: readonly string[]): Rule | undefined {
    return first(this.root, { segments, tail: null, methods: [method, '*'] }, 0, undefined)?.rule;
  }

  /** The first rule, if any, that matches whatever the pattern matches with this method. */
  covering({ segments, tail }: PathPattern, method: string): Ranked<Rule> | undefined {
    const methods = method === '*' ? ['*'] : [method, '*'];
    return first(this.root, { segments, tail, methods }, 0, undefined);
  }
}

function first<Rule>(
  node: Node<Rule>,
  asked: Asked,
  depth: number,
  found: Ranked<Rule> | undefined,
): Ranked<Rule> | undefined {
  const left = asked.segments.length - depth;
  let best = earlier(found, node.ends.get(0), asked);
  if (left + (asked.tail ?? 0) > 0) best = earlier(best, node.ends.get(1), asked);
  if (left === 0) {
    return asked.tail === null ? earlier(best, node.ends.get(-1), asked) : best;
  }
  const segment = asked.segments[depth] ?? null;
  const literal = segment === null ? undefined : node.literals.get(segment);
  if (literal !== undefined) best = first(literal, asked, depth + 1, best);
  return node.any === null ? best : first(node.any, asked, depth + 1, best);
}

function earlier<Rule>(
  best: Ranked<Rule> | undefined,
  rules: ByMethod<Rule> | undefined,
  { methods }: Asked,
): Ranked<Rule> | undefined {
  if (rules === undefined) return best;
  for (const method of methods) {
    const entry = rules.get(method);
    if (entry !== undefined && (best === undefined || entry.position < best.position)) best = entry;
  }
  return best;
}

function childOf<Rule>(node: Node<Rule>, segment: string | null): Node<Rule> {
  if (segment === null) return (node.any ??= emptyNode());
  const child = node.literals.get(segment) ?? emptyNode<Rule>();
  node.literals.set(segment, child);
  return child;
}

function emptyNode<Rule>(): Node<Rule> {
  return { literals: new Map(), any: null, ends: new Map() };
}
