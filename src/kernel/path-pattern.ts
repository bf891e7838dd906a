import { AppError } from './errors/index.js';
import { readRequestPath } from './request-path.js';

/**
 * A path pattern such as `/orders/{id}/items` or `/admin/*`, segment by segment. `{name}` and `*` stand
 * for exactly one segment, `*` at the end for one or more, `**` at the end for any number. Nothing
 * stands for a part of a segment.
 */
export interface PathPattern {
  /** A literal, or null for any one segment. */
  readonly segments: readonly (string | null)[];
  /** The least number of further segments; null: there are none. */
  readonly tail: 0 | 1 | null;
}

/** Without `;`: what follows it is a parameter to some servers, and part of the name to others. */
const LITERAL = /^[A-Za-z0-9\-._~!$&'()+,=:@%]+$/;
const PARAMETER = /^\{[A-Za-z0-9_]+\}$/;

/** @throws AppError `invalid_request` for a pattern that is none. */
export function parsePathPattern(text: string): PathPattern {
  if (!text.startsWith('/')) throw invalid('A path pattern begins with "/".');
  const parts = text === '/' ? [] : text.slice(1).replace(/\/$/, '').split('/');
  const last = parts.at(-1);
  const tail = last === '**' ? 0 : last === '*' ? 1 : null;
  const head = tail === null ? parts : parts.slice(0, -1);
  return { segments: head.map(segmentOf), tail };
}

/** The pattern that belongs to the loose reading of paths, whose segments are decoded and in lower case. */
export function loosePattern({ segments, tail }: PathPattern): PathPattern {
  return { segments: segments.map((part) => (part === null ? null : looseSegment(part))), tail };
}

function segmentOf(part: string): string | null {
  if (part === '*' || PARAMETER.test(part)) return null;
  if (!LITERAL.test(part)) {
    throw invalid('A path pattern has literal segments, {name}, * and a final **.');
  }
  looseSegment(part);
  return part;
}

/** A literal that some servers read as two segments, or as none, protects nothing reliably. */
function looseSegment(literal: string): string {
  const { loose } = readRequestPath(`/${literal}`);
  const [segment] = loose;
  if (segment === undefined || loose.length > 1) {
    throw invalid('A segment of a path pattern must not hold an encoded slash.');
  }
  return segment;
}

function invalid(detail: string): AppError {
  return new AppError('invalid_request', { detail });
}
