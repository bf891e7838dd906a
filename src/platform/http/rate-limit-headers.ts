/** The state of one limit after a call has been counted. */
export interface RateLimitState {
  readonly name: string;
  readonly limit: number;
  readonly windowSeconds: number;
  readonly remaining: number;
  /** Seconds until the window ends. */
  readonly resetSeconds: number;
}

/**
 * `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-11): two lists of
 * structured-field strings with parameters, one item per limit.
 */
export function rateLimitHeaders(
  states: readonly RateLimitState[],
): Readonly<Record<'ratelimit-policy' | 'ratelimit', string>> | Readonly<Record<string, never>> {
  if (states.length === 0) return {};
  let policies = '';
  let left = '';
  for (const state of states) {
    const separator = policies === '' ? '' : ', ';
    const name = quoted(state.name);
    policies += `${separator}${name};q=${count(state.limit)};w=${count(state.windowSeconds)}`;
    left += `${separator}${name};r=${countdown(count(state.remaining))};t=${count(state.resetSeconds)}`;
  }
  return { 'ratelimit-policy': policies, ratelimit: left };
}

const NEEDS_NO_ESCAPE = /^[\w-]*$/;

/** RFC 9651 §3.3.3: printable ASCII only. */
function quoted(text: string): string {
  if (NEEDS_NO_ESCAPE.test(text)) return `"${text}"`;
  return `"${text.replace(/[^\x20-\x7E]/g, '').replace(/["\\]/g, '\\$&')}"`;
}

/** RFC 9651 §3.3.1: an integer; part of a second is still a second to wait. */
function count(value: number): number {
  return Math.max(0, Math.ceil(value));
}

const THREE_DIGITS = Array.from({ length: 1000 }, (_, rest) => String(rest).padStart(3, '0'));

/**
 * As `String` would, past V8's cache of such texts. What is counted down is not asked for twice, and a text
 * that the cache keeps is old by the time it is overwritten: at 5,000 calls a second that fills the memory
 * which only a full garbage collection frees, every half a minute.
 *
 * @param value an integer from 0
 */
function countdown(value: number): string {
  if (value < 1000 || value > Number.MAX_SAFE_INTEGER) return String(value);
  const rest = value % 1000;
  return countdown((value - rest) / 1000) + (THREE_DIGITS[rest] as string);
}
