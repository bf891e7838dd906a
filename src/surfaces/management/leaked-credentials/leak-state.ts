import type { LeakState } from './find-credential.schema.js';

/** What decides whether a secret still opens anything. Times are epoch milliseconds. */
export interface Standing {
  readonly revokedAt?: number | null;
  /** Of this very secret. */
  readonly retiresAt?: number | null;
  readonly expiresAt?: number | null;
  readonly disabledAt?: number | null;
  readonly appDisabledAt?: number | null;
}

/** The reason that cannot be undone comes first. */
export function leakState(standing: Standing, now: number): LeakState {
  const { revokedAt, retiresAt, expiresAt, disabledAt, appDisabledAt } = standing;
  const hasCome = (at: number | null | undefined): boolean => (at ?? Infinity) <= now;
  if (hasCome(revokedAt)) return 'revoked';
  if (hasCome(retiresAt)) return 'replaced';
  if (hasCome(expiresAt)) return 'expired';
  if (hasCome(disabledAt) || hasCome(appDisabledAt)) return 'disabled';
  return 'active';
}
