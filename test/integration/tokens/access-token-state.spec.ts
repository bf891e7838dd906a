import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../src/kernel/secret.js';
import { AccessTokenVerifier } from '../../../src/modules/tokens/index.js';
import { openTokens, PUBLIC_URL, type Tokens } from './fixture.js';

describe('AccessTokenVerifier', () => {
  let tokens: Tokens;
  let verifier: AccessTokenVerifier;
  let clientId: string;
  const header = { alg: 'ES256', typ: 'at+jwt', kid: 'any' };

  beforeAll(async () => {
    tokens = await openTokens();
    verifier = new AccessTokenVerifier(tokens.states, tokens.clock, tokens.config);
    const { client } = await tokens.clients.create(tokens.app.id, {
      client_name: 'Reports',
      grant_types: ['client_credentials'],
      scope: 'read write',
    });
    clientId = client.id;
    await tokens.records.upsert('ClientCredentials', 'jti-machine', { clientId }, 900);
    await tokens.records.upsert('Grant', 'grant-1', { clientId, accountId: tokens.userId }, 900);
    await tokens.records.upsert(
      'AccessToken',
      'jti-person',
      { clientId, accountId: tokens.userId, grantId: 'grant-1' },
      900,
    );
  });
  afterAll(() => tokens.close());

  const claims = (changed: object = {}) => ({
    iss: PUBLIC_URL,
    aud: PUBLIC_URL,
    sub: clientId,
    client_id: clientId,
    jti: 'jti-machine',
    scope: 'read write',
    iat: Math.floor(tokens.clock.now() / 1000),
    exp: Math.floor(tokens.clock.now() / 1000) + 900,
    ...changed,
  });
  const person = (changed: object = {}) =>
    claims({ sub: tokens.userId, jti: 'jti-person', ...changed });
  const codeOf = async (members: object, usedHeader: object = header): Promise<string> => {
    try {
      await verifier.verified(
        usedHeader as Record<string, unknown>,
        members as Record<string, unknown>,
      );
      return 'accepted';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('tells which client a machine token speaks for', async () => {
    const { principal, audiences, ownerId, tags } = await verifier.verified(header, claims());
    expect(principal).toEqual({
      kind: 'access_token',
      subject: clientId,
      appId: tokens.app.id,
      credentialId: clientId,
      scopes: ['read', 'write'],
      roles: [],
      groups: [],
      expiresAt: tokens.clock.now() + 900_000,
    });
    expect(audiences).toEqual([PUBLIC_URL]);
    expect(ownerId).toBe(tokens.userId);
    expect(tags).toEqual(
      expect.arrayContaining([
        `token:${sha256Hex('jti-machine')}`,
        `oauth_client:${clientId}`,
        `app:${tokens.app.id}`,
        `user:${tokens.userId}`,
      ]),
    );
  });

  it('tells which person a delegated token speaks for, with roles as they are now', async () => {
    const { principal, tags } = await verifier.verified(header, person());
    expect(principal).toMatchObject({
      subject: tokens.userId,
      username: 'alice',
      roles: ['editor'],
      groups: ['staff'],
    });
    expect(tags).toContain('grant:grant-1');
  });

  it.each([
    ['exp missing', { exp: undefined }, 'token_malformed'],
    ['exp as text', { exp: '1795000000' }, 'token_malformed'],
    ['exp null', { exp: null }, 'token_malformed'],
    ['exp in milliseconds', { exp: 1_795_000_000_000 }, 'token_malformed'],
    ['exp as fraction', { exp: 1_795_000_000.5 }, 'token_malformed'],
    ['exp far beyond', { exp: 1e99 }, 'token_malformed'],
    ['exp negative', { exp: -1 }, 'token_malformed'],
    ['exp boolean', { exp: true }, 'token_malformed'],
    ['exp list', { exp: [1_795_000_000] }, 'token_malformed'],
    ['iat missing', { iat: undefined }, 'token_malformed'],
    ['iat as text', { iat: '1' }, 'token_malformed'],
    ['iat negative', { iat: -5 }, 'token_malformed'],
    ['nbf as text', { nbf: 'soon' }, 'token_malformed'],
    ['aud missing', { aud: undefined }, 'token_wrong_audience'],
    ['aud empty', { aud: [] }, 'token_wrong_audience'],
    ['aud object', { aud: {} }, 'token_wrong_audience'],
    ['aud with a number', { aud: [PUBLIC_URL, 7] }, 'token_wrong_audience'],
    ['iss with slash', { iss: `${PUBLIC_URL}/` }, 'token_wrong_issuer'],
    ['iss https', { iss: 'https://localhost:3000' }, 'token_wrong_issuer'],
    ['iss upper case', { iss: 'HTTP://localhost:3000' }, 'token_wrong_issuer'],
    ['iss list', { iss: [PUBLIC_URL] }, 'token_wrong_issuer'],
    ['iss missing', { iss: undefined }, 'token_wrong_issuer'],
    ['sub missing', { sub: undefined }, 'token_malformed'],
    ['sub empty', { sub: '' }, 'token_malformed'],
    ['sub number', { sub: 7 }, 'token_malformed'],
    ['sub too long', { sub: 'x'.repeat(257) }, 'token_malformed'],
    ['jti missing', { jti: undefined }, 'token_malformed'],
    ['client_id missing', { client_id: undefined }, 'token_malformed'],
    ['scope list', { scope: ['admin'] }, 'token_malformed'],
    ['scope object', { scope: {} }, 'token_malformed'],
    ['scope with trailing space', { scope: 'admin ' }, 'token_malformed'],
    ['scope with quote', { scope: 'a"b' }, 'token_malformed'],
  ])('refuses a token with %s', async (_name, changed, code) => {
    expect(await codeOf(claims(changed))).toBe(code);
  });

  it('reads "read,admin" as one scope name', async () => {
    const { principal } = await verifier.verified(header, claims({ scope: 'read,admin' }));
    expect(principal.scopes).toEqual(['read,admin']);
  });

  it('allows clocks to differ by 15 s and no more', async () => {
    const now = Math.floor(tokens.clock.now() / 1000);
    expect(await codeOf(claims({ exp: now - 14 }))).toBe('accepted');
    expect(await codeOf(claims({ exp: now - 15 }))).toBe('token_expired');
    expect(await codeOf(claims({ iat: now + 15 }))).toBe('accepted');
    expect(await codeOf(claims({ iat: now + 16 }))).toBe('token_not_yet_valid');
    expect(await codeOf(claims({ nbf: now + 16 }))).toBe('token_not_yet_valid');
  });

  it('refuses a token whose grant was revoked while it was being issued', async () => {
    const late = { clientId, accountId: tokens.userId, grantId: 'grant-gone' };
    await tokens.records.upsert('AccessToken', 'jti-late', late, 900);
    expect(await codeOf(person({ jti: 'jti-late' }))).toBe('token_revoked');
    await tokens.records.upsert('Grant', 'grant-gone', { clientId }, 900);
    expect(await codeOf(person({ jti: 'jti-late' }))).toBe('accepted');
    await tokens.records.destroy('Grant', 'grant-gone');
    expect(await codeOf(person({ jti: 'jti-late' }))).toBe('token_revoked');
  });

  it('takes no other type of token', async () => {
    expect(await codeOf(claims(), { ...header, typ: 'JWT' })).toBe('token_wrong_type');
    expect(await codeOf(claims(), { ...header, typ: undefined })).toBe('token_wrong_type');
    expect(await codeOf(claims(), { ...header, typ: 'login+jwt' })).toBe('token_wrong_type');
    expect(await codeOf(claims(), { ...header, typ: 'application/at+jwt' })).toBe('accepted');
    expect(await codeOf(claims(), { ...header, typ: 'AT+JWT' })).toBe('accepted');
  });

  it('refuses a token whose record, client, app, owner or user is not in order any more', async () => {
    expect(await codeOf(claims({ jti: 'unknown' }))).toBe('token_revoked');
    expect(await codeOf(claims({ client_id: 'cli_other' }))).toBe('token_revoked');
    expect(await codeOf(claims({ sub: tokens.userId }))).toBe('token_revoked');
    await tokens.clients.update(tokens.app.id, clientId, { enabled: false });
    expect(await codeOf(claims())).toBe('token_revoked');
    await tokens.clients.update(tokens.app.id, clientId, { enabled: true });
    expect(await codeOf(claims())).toBe('accepted');
    await tokens.apps.update(tokens.app.id, { enabled: false });
    expect(await codeOf(claims())).toBe('app_disabled');
    await tokens.apps.update(tokens.app.id, { enabled: true });
    await tokens.users.update(tokens.userId, { disabledAt: tokens.clock.now() }, false);
    expect(await codeOf(claims())).toBe('user_disabled');
    expect(await codeOf(person())).toBe('user_disabled');
    await tokens.users.update(tokens.userId, { disabledAt: null }, false);
    await tokens.records.destroy('ClientCredentials', 'jti-machine');
    expect(await codeOf(claims())).toBe('token_revoked');
    await tokens.clients.remove(tokens.app.id, clientId);
    expect(await codeOf(person())).toBe('token_revoked');
  });
});
