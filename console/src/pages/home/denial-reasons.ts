import type { components } from '../../api/schema';

export interface Reason {
  readonly code: string;
  readonly count: number;
}

export interface Reasons {
  /** What the caller has to mend: what was shown, or what it may. */
  readonly callers: readonly Reason[];
  /** What is to be mended here: the server, an upstream, or the proxy before it. */
  readonly ours: readonly Reason[];
}

/** Codes of refusals that no caller can do anything about. */
const OURS: ReadonlySet<string> = new Set([
  'untrusted_proxy',
  'proxy_request_invalid',
  'server_error',
  'upstream_unreachable',
  'unavailable',
  'upstream_timeout',
  'loop_detected',
]);

/** Counts of calls by code as the reasons of those that were not let in, the most frequent first. */
export function sortReasons(rows: readonly components['schemas']['UsageCount'][]): Reasons {
  const reasons = rows
    .flatMap(({ code, count }) =>
      code === undefined || code === 'allowed' ? [] : [{ code, count }],
    )
    .sort((a, b) => b.count - a.count);
  return {
    callers: reasons.filter(({ code }) => !OURS.has(code)),
    ours: reasons.filter(({ code }) => OURS.has(code)),
  };
}
