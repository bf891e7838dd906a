import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANONYMOUS_PRINCIPAL, type Principal } from '../../../src/kernel/principal.js';
import { IdentityTokens, SigningKeyLifecycle } from '../../../src/modules/tokens/index.js';
import { type Application, startApplication } from '../../harness/application.js';

const ORDERS = 'https://orders.example.com';
const PERSON: Principal = {
  kind: 'person_token',
  subject: 'kim',
  appId: 'app_1',
  credentialId: 'acc_1',
  scopes: ['orders:read', 'orders:write'],
  roles: ['clerk'],
  groups: ['north, west'],
  expiresAt: null,
};

let application: Application;
let identity: IdentityTokens;

beforeAll(async () => {
  application = await startApplication();
  identity = application.nest.get(IdentityTokens, { strict: false });
});

afterAll(() => application.close());

function tokenFor(principal: Principal, audience: string): string {
  return identity.tokenFor(principal, audience).token;
}

async function verified(token: string, audience: string) {
  const response = await fetch(application.url('/oauth/jwks'));
  const keys = createLocalJWKSet((await response.json()) as JSONWebKeySet);
  return jwtVerify(token, keys, {
    audience,
    algorithms: ['ES256'],
    typ: 'identity+jwt',
    currentDate: new Date(application.clock.now()),
  });
}

describe('the token that tells an upstream who calls', () => {
  it('can be checked with the published keys, and says what the identity headers say', async () => {
    const { payload } = await verified(tokenFor(PERSON, ORDERS), ORDERS);
    const { iat = 0, exp = 0, iss, ...claims } = payload;
    expect(iss).toMatch(/^http:\/\/localhost:\d+$/);
    expect(exp - iat).toBe(60);
    expect(claims).toEqual({
      aud: ORDERS,
      sub: 'kim',
      kind: 'person_token',
      app_id: 'app_1',
      credential_id: 'acc_1',
      scope: 'orders:read orders:write',
      roles: ['clerk'],
      groups: ['north, west'],
    });
  });

  it('is for one API: another one gets another token', async () => {
    const token = tokenFor(PERSON, 'https://other.example.com');
    await expect(verified(token, ORDERS)).rejects.toThrow(/"aud"/);
  });

  it('serves the calls of half a minute, and is never handed out with less than half of its own', async () => {
    const first = tokenFor(PERSON, ORDERS);
    application.clock.passMs(29_000);
    expect(tokenFor(PERSON, ORDERS)).toBe(first);
    await verified(first, ORDERS);
    application.clock.passMs(1_000);
    const second = tokenFor(PERSON, ORDERS);
    expect(second).not.toBe(first);
    application.clock.passMs(30_001);
    await expect(verified(first, ORDERS)).rejects.toThrow(/"exp"/);
    await verified(second, ORDERS);
  });

  it('does not live longer when the clock is set back', () => {
    const token = tokenFor(PERSON, ORDERS);
    application.clock.passMs(-3_600_000);
    expect(tokenFor(PERSON, ORDERS)).not.toBe(token);
    application.clock.passMs(3_600_000);
  });

  it('is shared by those whom it says the same of, and by nobody else', () => {
    const token = tokenFor(PERSON, ORDERS);
    expect(tokenFor({ ...PERSON, expiresAt: 1 }, ORDERS)).toBe(token);
    const others: Partial<Principal>[] = [
      { kind: 'access_token' },
      { subject: 'lee' },
      { subject: `${ORDERS}\nkim` },
      { subject: '\nkim' },
      { scopes: ['orders:read', 'orders:write\n'] },
      { appId: 'app_2' },
      { appId: null },
      { credentialId: 'acc_2' },
      { scopes: ['orders:read'] },
      { roles: [] },
      { groups: ['north', 'west'] },
    ];
    const told = others.map((other) => tokenFor({ ...PERSON, ...other }, ORDERS));
    expect(new Set([token, ...told]).size).toBe(others.length + 1);
  });

  it('is made again for an API after a call of another one only when it has to be', () => {
    const person = { ...PERSON };
    const first = tokenFor(person, ORDERS);
    expect(tokenFor(person, 'https://other.example.com')).not.toBe(first);
    expect(tokenFor(person, ORDERS)).toBe(first);
  });

  it('says of an anonymous caller that it is one', async () => {
    const { payload } = await verified(tokenFor(ANONYMOUS_PRINCIPAL, ORDERS), ORDERS);
    expect(payload).toMatchObject({ kind: 'anonymous', sub: 'anonymous', credential_id: null });
  });

  it('is signed anew at once when the key has changed', async () => {
    const before = tokenFor(PERSON, ORDERS);
    await application.nest
      .get(SigningKeyLifecycle, { strict: false })
      .rotate({ use: 'access', force: true });
    const after = tokenFor(PERSON, ORDERS);
    expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid);
    await verified(after, ORDERS);
  });

  it('opens nothing here', async () => {
    const token = tokenFor(PERSON, `http://localhost:${application.port}`);
    for (const path of ['/profile', '/admin/users', '/account/apps', '/api/weather-basic/now']) {
      const response = await fetch(application.url(path), {
        headers: { authorization: `Bearer ${token}` },
      });
      const body = (await response.json()) as { code: string };
      expect([path, response.status, body.code]).toEqual([path, 401, 'token_wrong_type']);
    }
  });
});
