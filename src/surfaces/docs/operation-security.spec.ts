import { describe, expect, it } from 'vitest';
import type { Policy } from '../../kernel/policy.js';
import { needsOf, requirementsOf } from './operation-security.js';

const POLICY: Policy = {
  id: 'own',
  name: 'own',
  audience: 'https://auth.example.org',
  accept: new Set(['api_key']),
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

describe('the security of an operation', () => {
  it('names every way to present each kind that the policy accepts, once', () => {
    const accept = new Set(['api_key', 'access_token', 'app_token', 'person_token'] as const);

    expect(requirementsOf({ ...POLICY, accept })).toEqual([
      { api_key: [] },
      { api_key_bearer: [] },
      { oauth2: [] },
      { signed_token: [] },
    ]);
  });

  it('has the query only where the policy reads it', () => {
    expect(requirementsOf({ ...POLICY, queryKeyNames: ['api_key'] })).toContainEqual({
      api_key_query: [],
    });
    expect(requirementsOf(POLICY)).not.toContainEqual({ api_key_query: [] });
  });

  it('does not offer an access token without the scopes beside one with them', () => {
    const policy = { ...POLICY, accept: new Set(['access_token'] as const), scopes: ['read:all'] };

    expect(requirementsOf(policy)).toEqual([{ oauth2: ['read:all'] }]);
  });

  it('has the empty alternative where anonymous calls are allowed', () => {
    const anonymous = { limit: 1, windowSeconds: 1 };

    expect(requirementsOf({ ...POLICY, anonymous })).toContainEqual({});
    expect(requirementsOf(POLICY)).not.toContainEqual({});
  });

  it.each([
    [{}, null],
    [{ scopes: ['a', 'b'] }, 'Needs the scope `a` and `b`.'],
    [{ roles: ['a', 'b'] }, 'Needs the role `a` or `b`.'],
    [{ scopes: ['s'], roles: ['r'] }, 'Needs the scope `s` and the role `r`.'],
    [
      { scopes: ['s'], roles: ['r'], loginStandsForScopes: true },
      'Needs the scope `s`; a login token needs the role `r` instead.',
    ],
  ])('says what else a credential needs: %o', (needs, sentence) => {
    expect(needsOf({ ...POLICY, ...needs })).toBe(sentence);
  });
});
