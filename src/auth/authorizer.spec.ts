import { describe, expect, it } from 'vitest';
import { HeaderLines } from '../kernel/header-lines.js';
import { compileCidrs } from '../kernel/cidr.js';
import type { Verified } from '../kernel/decision.js';
import { newId } from '../kernel/ids.js';
import { compileOrigins } from '../kernel/origin.js';
import { NO_LIMITS } from '../kernel/limits.js';
import type { Policy } from '../kernel/policy.js';
import type { Principal } from '../kernel/principal.js';
import {
  admit,
  authorizeRole,
  authorizeScopes,
  requireAcceptedKind,
  requireAudience,
} from './authorizer.js';
import type { Call } from './call.js';

const POLICY: Policy = {
  id: 'api_1',
  name: 'weather',
  audience: 'https://weather.example',
  accept: new Set(['api_key', 'access_token', 'login_token', 'person_token']),
  queryKeyNames: [],
  environment: null,
  access: 'all',
  isPublic: false,
  anonymous: null,
  limits: null,
  totalLimits: [],
  scopes: [],
  roles: [],
  loginStandsForScopes: false,
  crossOrigin: true,
};
const ADMIN_POLICY: Policy = {
  ...POLICY,
  accept: new Set(['api_key', 'access_token', 'login_token']),
  scopes: ['admin:users'],
  roles: ['admin'],
  loginStandsForScopes: true,
};

const ACCOUNT_POLICY: Policy = { ...ADMIN_POLICY, scopes: ['account:apps'], roles: [] };

function verified(principal: Partial<Principal>, rest: Partial<Verified> = {}): Verified {
  return {
    principal: {
      kind: 'api_key',
      subject: 'app_1',
      appId: 'app_1',
      credentialId: 'key_1',
      scopes: [],
      roles: [],
      groups: [],
      expiresAt: null,
      ...principal,
    },
    ownerId: null,
    ipAllowlist: null,
    originAllowlist: null,
    limits: NO_LIMITS,
    audiences: null,
    jkt: null,
    validUntil: null,
    tags: [],
    ...rest,
  };
}

function call(clientAddress: string | null, ...raw: string[]): Call {
  const headers = HeaderLines.of(raw);
  return { method: 'GET', target: '/', host: 'h', headers, clientAddress, requestId: 'req_1' };
}

function authorize(policy: Policy, who: Verified): void {
  authorizeRole(policy, who);
  authorizeScopes(policy, who);
}

const code = (expected: string) => expect.objectContaining({ code: expected });

describe('requireAcceptedKind', () => {
  it('refuses a good credential of another kind and says which kinds are accepted', () => {
    expect(() => requireAcceptedKind(POLICY, verified({ kind: 'app_token' }))).toThrow(
      expect.objectContaining({
        code: 'credential_kind_not_accepted',
        members: {
          presented_kind: 'app_token',
          accepted_kinds: ['api_key', 'access_token', 'login_token', 'person_token'],
        },
      }),
    );
  });

  it.each([[['https://other.example']], [[]], [['https://weather.example/']]])(
    'refuses an access token for %j',
    (audiences) => {
      const token = verified({ kind: 'access_token' }, { audiences });
      expect(() => requireAudience(POLICY, token)).toThrow(code('token_wrong_audience'));
    },
  );

  it('accepts an access token that names this API among others', () => {
    const audiences = ['https://other.example', 'https://weather.example'];
    const token = verified({ kind: 'access_token' }, { audiences });
    expect(() => requireAudience(POLICY, token)).not.toThrow();
  });
});

describe('admit', () => {
  const bound = verified({}, { ipAllowlist: compileCidrs(['10.0.0.0/8']) });
  const browser = verified({}, { originAllowlist: compileOrigins(['https://app.example']) });

  it('lets a credential without restrictions come from anywhere', () => {
    expect(() => admit(call(null), verified({}))).not.toThrow();
  });

  it.each(['192.0.2.1', null])('refuses address %s outside the allowlist', (address) => {
    expect(() => admit(call(address), bound)).toThrow(code('ip_not_allowed'));
  });

  it('never tells what is on the allowlist', () => {
    expect(() => admit(call('192.0.2.1'), bound)).toThrow(
      expect.objectContaining({ detail: expect.not.stringContaining('10.') as string }),
    );
  });

  it.each([
    ['no Origin', []],
    ['null', ['Origin', 'null']],
    ['another origin', ['Origin', 'https://evil.example']],
    ['two Origin headers', ['Origin', 'https://app.example', 'Origin', 'https://app.example']],
    ['a Referer only', ['Referer', 'https://app.example/x']],
    ['a trailing slash', ['Origin', 'https://app.example/']],
  ])('refuses %s where an origin is needed', (_case, headers) => {
    expect(() => admit(call('10.0.0.1', ...headers), browser)).toThrow(code('origin_not_allowed'));
  });

  it('accepts the exact origin', () => {
    expect(() => admit(call(null, 'origin', 'https://app.example'), browser)).not.toThrow();
  });
});

describe('authorize', () => {
  it('asks an anonymous caller for a credential where a scope is needed', () => {
    const anonymous = verified({ kind: 'anonymous', credentialId: null });
    expect(() => authorize({ ...POLICY, scopes: ['read'] }, anonymous)).toThrow(
      code('credential_missing'),
    );
    expect(() => authorize(POLICY, anonymous)).not.toThrow();
  });

  it('needs every scope and names those that are missing', () => {
    const policy = { ...POLICY, scopes: ['read', 'write'] };
    expect(() => authorize(policy, verified({ scopes: ['read'] }))).toThrow(
      expect.objectContaining({
        code: 'insufficient_scope',
        requiredScopes: ['read', 'write'],
        members: { required_scopes: ['read', 'write'], missing_scopes: ['write'] },
      }),
    );
    expect(() => authorize(policy, verified({ scopes: ['write', 'read'] }))).not.toThrow();
  });

  it('opens the administration to the role of a login token', () => {
    const admin = verified({ kind: 'login_token', roles: ['admin'] });
    expect(() => authorize(ADMIN_POLICY, admin)).not.toThrow();
    const user = verified({ kind: 'login_token', roles: ['user'] });
    expect(() => authorize(ADMIN_POLICY, user)).toThrow(code('role_required'));
  });

  it('opens the administration to the scope of an API key, and to nothing less', () => {
    expect(() => authorize(ADMIN_POLICY, verified({ scopes: ['admin:users'] }))).not.toThrow();
    expect(() => authorize(ADMIN_POLICY, verified({ scopes: ['admin:*'] }))).not.toThrow();
    expect(() => authorize(ADMIN_POLICY, verified({ scopes: ['admin:apps'] }))).toThrow(
      code('insufficient_scope'),
    );
  });

  it('never takes a role that an app asserts for one of ours', () => {
    const person = verified({ kind: 'person_token', roles: ['admin'] });
    expect(() => authorize(ADMIN_POLICY, person)).toThrow(code('insufficient_scope'));
    expect(() =>
      authorize({ ...ADMIN_POLICY, scopes: [], loginStandsForScopes: false }, person),
    ).toThrow(code('role_required'));
  });

  it('gives a user’s access token no more administration than the user has', () => {
    const token = (roles: string[]) =>
      verified({
        kind: 'access_token',
        subject: newId('usr', 0),
        credentialId: 'cli_1',
        scopes: ['admin:users'],
        roles,
      });
    expect(() => authorize(ADMIN_POLICY, token([]))).toThrow(code('role_required'));
    expect(() => authorize(ADMIN_POLICY, token(['admin']))).not.toThrow();
  });

  it.each(['app_1:boss', 'ak_1', 'boss', 'app_1:usr_1'])(
    'gives %j, of whom an app asserts the role, no administration at all',
    (subject) => {
      const token = verified({
        kind: 'access_token',
        subject,
        appId: 'app_1',
        credentialId: 'acc_1',
        scopes: ['admin:users'],
        roles: ['admin'],
      });
      expect(() => authorize(ADMIN_POLICY, token)).toThrow(code('role_required'));
    },
  );

  it('lets a client that acts for itself use the scopes it was given', () => {
    const machine = verified({
      kind: 'access_token',
      subject: 'cli_1',
      credentialId: 'cli_1',
      scopes: ['admin:users'],
    });
    expect(() => authorize(ADMIN_POLICY, machine)).not.toThrow();
  });

  it('opens an account to whoever signed in, and to tokens that the person granted the scope', () => {
    const login = verified({ kind: 'login_token', subject: 'usr_1', credentialId: 'ses_1' });
    expect(() => authorize(ACCOUNT_POLICY, login)).not.toThrow();
    const token = (scopes: string[], subject = 'usr_01m7w5bh65d6ayry0hpa8rae94') =>
      verified({ kind: 'access_token', subject, credentialId: 'cli_1', scopes });
    expect(() => authorize(ACCOUNT_POLICY, token(['account:apps']))).not.toThrow();
    for (const scopes of [[], ['account:profile'], ['admin:*']]) {
      expect(() => authorize(ACCOUNT_POLICY, token(scopes))).toThrow(code('insufficient_scope'));
    }
    expect(() => authorize(ACCOUNT_POLICY, token(['account:apps'], 'cli_1'))).toThrow(
      code('insufficient_scope'),
    );
  });
});
