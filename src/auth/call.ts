import type { HeaderLines } from '../kernel/header-lines.js';

/** The facts of one HTTP call that a decision may rest on. */
export interface Call {
  readonly method: string;
  /** The request target in origin form, exactly as it arrived: path and query. */
  readonly target: string;
  /** `Host`, exactly as the client sent it; null when it sent none. */
  readonly host: string | null;
  readonly headers: HeaderLines;
  /** The address of the caller as the trusted proxies tell it; null when it cannot be known. */
  readonly clientAddress: string | null;
  readonly requestId: string;
  /** Who is at its other end, the caller or a proxy, is looked up only where somebody asks. */
  readonly connection?: { readonly remoteAddress?: string | undefined };
}

/** The path of a call's target, without its query. */
export function pathOf(target: string): string {
  const end = target.indexOf('?');
  return end === -1 ? target : target.slice(0, end);
}

/** The raw query of a call's target, without the question mark; empty when there is none. */
export function queryOf(target: string): string {
  const start = target.indexOf('?');
  return start === -1 ? '' : target.slice(start + 1);
}
