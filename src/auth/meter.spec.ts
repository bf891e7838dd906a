import { describe, expect, it } from 'vitest';
import type { Verified } from '../kernel/decision.js';
import { type HolderLimits, type Limits, NO_LIMITS } from '../kernel/limits.js';
import type { Policy } from '../kernel/policy.js';
import { ANONYMOUS_PRINCIPAL, type Principal } from '../kernel/principal.js';
import { Quotas, RateLimits } from '../platform/limits/index.js';
import { Meter, type MeterReading } from './meter.js';

const FIVE: Limits = { windows: [{ limit: 5, windowSeconds: 60 }], quota: null };
const POLICY = { id: 'api_1', limits: FIVE, totalLimits: [], anonymous: null } as Partial<Policy>;
const OTHER_API = { ...POLICY, id: 'api_2' };

/** As a verifier makes it anew for each token that it has not seen. */
function newRecord(principal: Partial<Principal>, limits: HolderLimits = NO_LIMITS): Verified {
  return { principal: { ...ANONYMOUS_PRINCIPAL, ...principal }, limits } as Verified;
}

const app = () => newRecord({ kind: 'app_token', credentialId: 'acc_1', appId: 'app_1' });
const login = (subject: string) => newRecord({ kind: 'login_token', subject, appId: null });

function newMeter() {
  // No policy here has a quota, so that nobody asks for one.
  const meter = new Meter(new RateLimits(), {} as Quotas);
  return (verified: Verified, policy: Partial<Policy> = POLICY, granted: Limits | null = null) =>
    (meter.take(policy as Policy, verified, granted) as readonly MeterReading[]).map(
      ({ name, remaining }) => `${name} ${remaining}`,
    );
}

describe('the meter', () => {
  it('counts ever new tokens of one access key together', () => {
    const take = newMeter();
    expect([take(app()), take(app()), take(app())]).toEqual([
      ['default 4'],
      ['default 3'],
      ['default 2'],
    ]);
  });

  it('counts two callers apart whose limits are one object, also in turn', () => {
    const take = newMeter();
    const [kim, lee] = [login('usr_1'), login('usr_2')];
    expect([take(kim), take(lee), take(kim), take(login('usr_2'))]).toEqual([
      ['default 4'],
      ['default 4'],
      ['default 3'],
      ['default 3'],
    ]);
  });

  it('counts the calls of each API by its own limits, and those of a grant by the grant', () => {
    const take = newMeter();
    const two: Limits = { windows: [{ limit: 2, windowSeconds: 60 }], quota: null };
    expect(take(app())).toEqual(['default 4']);
    expect(take(app(), OTHER_API)).toEqual(['default 4']);
    expect(take(app(), POLICY, two)).toEqual(['grant 1']);
    expect(take(app())).toEqual(['default 3']);
  });
});
