import { describe, expect, it } from 'vitest';
import type { Principal } from '../kernel/principal.js';
import { ANONYMOUS_PRINCIPAL } from '../kernel/principal.js';
import type { IdentityTokens } from '../modules/tokens/index.js';
import { IdentityHeaders, isIdentityHeader, NO_IDENTITY } from './identity-headers.js';

const PERSON: Principal = {
  kind: 'person_token',
  subject: 'user 7\r\nX-Evil: 1',
  appId: 'app_1',
  credentialId: 'acc_1',
  scopes: ['read', 'write'],
  roles: ['SYS_ADMIN', 'a,b'],
  groups: ['/技术部/运维部', '100%'],
  expiresAt: null,
};

const identities = new IdentityHeaders({
  tokenFor: (_principal: Principal, audience: string) => ({ token: `token-for-${audience}` }),
} as unknown as IdentityTokens);

describe('the identity headers', () => {
  it('carry every text in visible ASCII and keep lists apart', () => {
    expect(identities.of(PERSON, 'api')).toEqual({
      'x-auth-kind': 'person_token',
      'x-auth-subject': 'user%207%0D%0AX-Evil:%201',
      'x-auth-app': 'app_1',
      'x-auth-credential': 'acc_1',
      'x-auth-scopes': 'read write',
      'x-auth-roles': 'SYS_ADMIN,a%2Cb',
      'x-auth-groups': '/%E6%8A%80%E6%9C%AF%E9%83%A8/%E8%BF%90%E7%BB%B4%E9%83%A8,100%25',
      'x-auth-token': 'token-for-api',
    });
  });

  it('are all there, empty where there is nothing to say, whoever calls', () => {
    const names = Object.keys(NO_IDENTITY);
    expect(Object.keys(identities.of(ANONYMOUS_PRINCIPAL, 'api'))).toEqual(names);
    expect(identities.of(ANONYMOUS_PRINCIPAL, 'api')).toMatchObject({
      'x-auth-kind': 'anonymous',
      'x-auth-credential': '',
      'x-auth-roles': '',
    });
  });

  it('F14: are refused rather than cut where they would be too long', () => {
    const longest = { ...PERSON, subject: '\u{1f600}'.repeat(128), roles: [], groups: [] };
    expect(identities.of(longest, 'api')['x-auth-subject']).toMatch(/^(?:%[0-9A-F]{2}){512}$/);
    const groups = Array.from({ length: 100 }, (_value, i) => `${i}`.padEnd(70, 'x'));
    expect(() => identities.of({ ...PERSON, groups }, 'api')).toThrow(
      expect.objectContaining({ code: 'identity_too_long', credentialId: 'acc_1' }),
    );
  });
});

describe('isIdentityHeader', () => {
  it.each([
    'X-Auth-Subject',
    'x_auth_user',
    'X-Auth_Roles',
    'X.Auth.Subject',
    'X-Auth~Roles',
    'Remote_User',
    'X-Forwarded-User',
  ])('knows %s in any spelling', (name) => expect(isIdentityHeader(name)).toBe(true));

  it.each(['authorization', 'x-authority', 'user-agent'])('does not mean %s', (name) => {
    expect(isIdentityHeader(name)).toBe(false);
  });
});
