import { AppError, type ErrorCode } from '../kernel/errors/index.js';
import type { LimitHolder } from './applicable-limits.js';
import type { MeterReading } from './meter.js';

const WHO: Readonly<Record<LimitHolder, string>> = {
  credential: 'to this credential',
  owner: 'to this credential by the owner of its app',
  default: 'to each credential by this API',
  grant: 'to this app at this API',
  app: 'to all credentials of this app together',
  api: 'to all callers of this API together',
  anonymous: 'to all anonymous callers together',
};

/**
 * The refusal that spent limits make: by the one among them that ends last, since the call is refused
 * until then.
 */
export function limitRefusal(readings: readonly MeterReading[]): AppError | null {
  let spent: MeterReading | null = null;
  for (const reading of readings) {
    if (reading.allowed) continue;
    if (spent === null || reading.resetSeconds > spent.resetSeconds) spent = reading;
  }
  if (spent === null) return null;
  const { holder, limit, windowSeconds, resetSeconds, period } = spent;
  const [span, next] =
    period === null
      ? [`in ${windowSeconds} seconds`, 'window']
      : [`in a calendar ${period} (UTC)`, period];
  return new AppError(codeOf(spent), {
    detail: `${limit === 1 ? '1 call' : `${limit} calls`} ${span} ${limit === 1 ? 'is' : 'are'} allowed ${WHO[holder]}; the next ${next} begins in ${resetSeconds} seconds.`,
    retryAfterSeconds: resetSeconds,
    ...(holder === 'anonymous'
      ? { hint: 'Callers with a credential of their own are not counted here.' }
      : {}),
  });
}

function codeOf({ holder, period }: MeterReading): ErrorCode {
  if (period !== null) return 'quota_exceeded';
  return holder === 'anonymous' ? 'anonymous_quota_exceeded' : 'rate_limited';
}
