import { describe, expect, it } from 'vitest';
import { CONSOLE_CLIENT_ID } from '../../kernel/client-ids.js';
import { newId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { assertMayGrant, assertMayHandle, assertMayRegister } from './grants.js';

const principal = (kind: Principal['kind'], scopes: string[]): Principal => ({
  kind,
  subject: 'subject',
  appId: null,
  credentialId: null,
  scopes,
  roles: kind === 'login_token' ? ['admin'] : [],
  groups: [],
  expiresAt: null,
});

describe('granting', () => {
  it('lets a signed-in administrator grant anything', () => {
    const admin = principal('login_token', []);
    expect(() => assertMayGrant(admin, ['admin:*', 'read:all'])).not.toThrow();
    expect(() => assertMayHandle(admin, ['admin'])).not.toThrow();
  });

  it('takes the console for the administrator who is signed in to it, and no other client or holder', () => {
    const atConsole: Principal = {
      ...principal('access_token', ['admin:*']),
      subject: newId('usr', 0),
      credentialId: CONSOLE_CLIENT_ID,
    };
    expect(() => assertMayGrant(atConsole, ['read:all'])).not.toThrow();
    expect(() => assertMayHandle(atConsole, ['admin'])).not.toThrow();
    for (const other of [
      { ...atConsole, credentialId: newId('cli', 0) },
      { ...atConsole, subject: CONSOLE_CLIENT_ID },
      { ...atConsole, kind: 'api_key' as const },
    ]) {
      expect(() => assertMayGrant(other, ['read:all'])).toThrow();
      expect(() => assertMayHandle(other, ['admin'])).toThrow();
    }
  });

  it.each(['api_key', 'access_token'] as const)('lets an %s grant what it holds', (kind) => {
    const caller = principal(kind, ['admin:api-keys', 'read:all']);
    expect(() => assertMayGrant(caller, ['read:all', 'admin:api-keys'])).not.toThrow();
    expect(() => assertMayHandle(caller, [])).not.toThrow();
  });

  it.each(['api_key', 'access_token'] as const)('lets an %s grant nothing else', (kind) => {
    const caller = principal(kind, ['admin:api-keys', 'read:all']);
    for (const scope of ['write:all', 'admin:users', 'admin:*', 'READ:all']) {
      expect(() => assertMayGrant(caller, ['read:all', scope])).toThrow(
        expect.objectContaining({ code: 'scope_not_grantable', status: 403 }),
      );
    }
  });

  it.each(['api_key', 'access_token'] as const)(
    'lets an %s give a client what is asked for at sign-in, but not a key',
    (kind) => {
      const caller = principal(kind, ['read:all']);
      expect(() =>
        assertMayRegister(caller, { scope: 'openid profile offline_access read:all' }),
      ).not.toThrow();
      for (const refused of [
        () => assertMayRegister(caller, { scope: 'openid write:all' }),
        () => assertMayGrant(caller, ['openid']),
      ]) {
        expect(refused).toThrow(expect.objectContaining({ code: 'scope_not_grantable' }));
      }
    },
  );

  it('counts admin:* as every scope of the administration and as no other', () => {
    const caller = principal('api_key', ['admin:*']);
    expect(() => assertMayGrant(caller, ['admin:users', 'admin:*'])).not.toThrow();
    expect(() => assertMayGrant(caller, ['read:all'])).toThrow();
  });

  it.each(['api_key', 'access_token'] as const)('keeps roles out of the hands of an %s', (kind) => {
    expect(() => assertMayHandle(principal(kind, ['admin:*']), ['auditor'])).toThrow(
      expect.objectContaining({ code: 'scope_not_grantable' }),
    );
  });
});
