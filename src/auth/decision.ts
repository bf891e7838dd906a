import type { CheckName } from '../kernel/check.js';
import type { Verified } from '../kernel/decision.js';
import type { AppError } from '../kernel/errors/index.js';
import type { Principal } from '../kernel/principal.js';
import type { MeterReading } from './meter.js';

/** The call may go on. */
export interface Allowed {
  readonly outcome: 'allowed';
  readonly principal: Principal;
  readonly verified: Verified;
  /** The limits that the call was counted against. */
  readonly limits: readonly MeterReading[];
}

/** The call ends here. `verified` is there when the caller had proved who it is. */
export interface Refused {
  readonly outcome: 'refused';
  readonly error: AppError;
  /** The check that the call did not pass; those before it were passed, or not needed. */
  readonly failed: CheckName;
  readonly verified: Verified | null;
  readonly limits: readonly MeterReading[];
}

export type Decision = Allowed | Refused;
