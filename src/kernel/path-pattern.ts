import { AppError } from './errors/index.js';

/** A compiled path pattern, matched segment by segment. */
export interface PathPattern {
  /** @param segments the path's segments, without the leading slash. */
  matches(segments: readonly string[]): boolean;
}

const LITERAL = /^[A-Za-z0-9\-._~!$&'()+,;=:@%]+$/;

/**
 * Compiles a pattern such as `/orders/{id}/items` or `/admin/*`. `{name}` and `*` stand for exactly one
 * segment, `*` at the end for one or more, `**` at the end for any number. Nothing matches a part of
 * a segment.
 *
 * @param ignoreCase compares literal segments in lower case.
 * @throws AppError `invalid_request` for a pattern that is none.
 */
export function compilePathPattern(pattern: string, ignoreCase = false): PathPattern {
  if (!pattern.startsWith('/')) throw invalid('A path pattern begins with "/".');
  const parts = pattern === '/' ? [] : pattern.slice(1).replace(/\/$/, '').split('/');
  const last = parts.at(-1);
  const tail = last === '**' ? 0 : last === '*' ? 1 : null;
  const head = tail === null ? parts : parts.slice(0, -1);
  const matchers = head.map((part) => segmentOf(part, ignoreCase));
  return {
    matches: (segments) => {
      const rest = segments.length - matchers.length;
      if (tail === null ? rest !== 0 : rest < tail) return false;
      return matchers.every((matcher, i) => matcher === null || matcher === segments[i]);
    },
  };
}

/** The literal that a segment must equal; null for any segment. */
function segmentOf(part: string, ignoreCase: boolean): string | null {
  if (part === '*' || /^\{[A-Za-z0-9_]+\}$/.test(part)) return null;
  if (part === '.' || part === '..' || !LITERAL.test(part)) {
    throw invalid('A path pattern has literal segments, {name}, * and a final **.');
  }
  return ignoreCase ? part.toLowerCase() : part;
}

function invalid(detail: string): AppError {
  return new AppError('invalid_request', { detail });
}
