import { describe, expect, it } from 'vitest';
import type { Verified } from '../kernel/decision.js';
import { type HolderLimits, type Limits, NO_LIMITS } from '../kernel/limits.js';
import type { Policy } from '../kernel/policy.js';
import { ANONYMOUS_PRINCIPAL, type Principal } from '../kernel/principal.js';
import { applicableLimits } from './applicable-limits.js';

const perMinute = (limit: number) => ({ limit, windowSeconds: 60 });
const only = (limit: number): Limits => ({ windows: [perMinute(limit)], quota: null });
const monthly = (limit: number): Limits => ({ windows: [], quota: { limit, period: 'month' } });

const POLICY = { id: 'api_1', limits: null, totalLimits: [], anonymous: null } as Partial<Policy>;
const KEY: Principal = {
  ...ANONYMOUS_PRINCIPAL,
  kind: 'api_key',
  appId: 'app_1',
  subject: 'app_1',
  credentialId: 'key_1',
};

function namesOf(
  policy: Partial<Policy>,
  limits: Partial<HolderLimits> = {},
  granted: Limits | null = null,
  principal = KEY,
): string[] {
  const verified = { principal, limits: { ...NO_LIMITS, ...limits } } as Verified;
  const { windows, quotas } = applicableLimits(
    { ...POLICY, ...policy } as Policy,
    verified,
    granted,
  );
  return [...windows, ...quotas].map(({ name, bucket, limit }) => `${name} ${limit} ${bucket}`);
}

describe('the limits that hold for a call', () => {
  it('are all of them at once', () => {
    expect(
      namesOf(
        { limits: only(50), totalLimits: [perMinute(1000)] },
        { owner: only(5), app: only(100) },
        null,
      ),
    ).toEqual([
      'owner 5 owner:key_1:60',
      'default 50 default:api_1:key_1:60',
      'app 100 app:app_1:60',
      'api 1000 api:api_1:60',
    ]);
  });

  it('are told apart when one holder has several', () => {
    const windows = [perMinute(10), { limit: 100, windowSeconds: 3600 }];
    const credential: Limits = { windows, quota: { limit: 1000, period: 'month' } };
    expect(namesOf({}, { credential })).toEqual([
      'credential 10 credential:key_1:60',
      'credential-3600 100 credential:key_1:3600',
      'credential-quota 1000 credential:key_1:month',
    ]);
  });

  it.each([
    ['a limit of the administration replaces the default', { credential: only(9) }, null],
    ['a grant replaces it for its app', {}, only(9)],
  ])('%s, and leaves its quota', (_title, limits, granted) => {
    const api = { limits: { ...only(50), quota: { limit: 500, period: 'day' as const } } };
    const names = namesOf(api, limits, granted).map((name) => name.split(' ')[0]);
    expect(names).not.toContain('default');
    expect(names).toContain('default-quota');
  });

  it('lose the quota of the API only to another quota', () => {
    const api = { limits: { ...only(50), quota: { limit: 500, period: 'day' as const } } };
    expect(namesOf(api, { credential: monthly(9) })).toEqual([
      'default 50 default:api_1:key_1:60',
      'credential-quota 9 credential:key_1:month',
    ]);
  });

  it('never lose a default to what the owner has set', () => {
    expect(namesOf({ limits: only(50) }, { owner: only(1_000_000) })).toHaveLength(2);
  });

  it('of a grant are counted for the app and not for each credential', () => {
    expect(namesOf({}, {}, only(9))).toEqual(['grant 9 grant:api_1:app_1:60']);
  });

  it('of a login token follow the person, not the session', () => {
    const login: Principal = {
      ...KEY,
      kind: 'login_token',
      subject: 'usr_1',
      credentialId: 'ses_1',
      appId: null,
    };
    expect(namesOf({ limits: only(5) }, {}, null, login)).toEqual([
      'default 5 default:api_1:usr_1:60',
    ]);
  });

  it('of anonymous callers are one shared quota, and what all callers share', () => {
    const api = { anonymous: perMinute(3), limits: only(50), totalLimits: [perMinute(100)] };
    expect(namesOf(api, {}, null, ANONYMOUS_PRINCIPAL)).toEqual([
      'anonymous 3 anonymous:api_1:60',
      'api 100 api:api_1:60',
    ]);
  });

  it('are none for what the public may do', () => {
    const api = { anonymous: null, totalLimits: [perMinute(100)] };
    expect(namesOf(api, {}, null, ANONYMOUS_PRINCIPAL)).toEqual([]);
  });
});
