/** The clock has fractions, and what is added to it and taken off again comes back a hair longer. */
const ROUNDING_MS = 0.001;

/** What is left of a limit after a call was counted, or refused. */
export interface QuotaState {
  readonly allowed: boolean;
  readonly limit: number;
  readonly windowSeconds: number;
  /** Calls left in this window. */
  readonly remaining: number;
  /** Whole seconds until the window ends, at least 1. */
  readonly resetSeconds: number;
}

/** A state that a refund can be made by: `endsAt` says which window was counted in. */
export interface WindowState extends QuotaState {
  /** On the monotonic clock of this process, in milliseconds. */
  readonly endsAt: number;
}

/** A bucket with its limit: a number of calls in a fixed window that begins with the first call. */
export interface Window {
  readonly bucket: string;
  readonly limit: number;
  readonly windowSeconds: number;
}

export function windowState(
  { limit, windowSeconds }: Window,
  used: number,
  endsAt: number,
  now: number,
  allowed: boolean,
): WindowState {
  return {
    allowed,
    limit,
    windowSeconds,
    remaining: Math.max(0, limit - used),
    resetSeconds: Math.max(1, Math.ceil((endsAt - now - ROUNDING_MS) / 1000)),
    endsAt,
  };
}
