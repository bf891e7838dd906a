import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verify } from 'node:crypto';
import { parseCompactJws } from '../../../src/kernel/compact-jws.js';
import { LoginTokenVerifier } from '../../../src/modules/tokens/index.js';
import { TokenKeys } from '../../../src/modules/tokens/token-keys.js';
import { AuditEvent } from '../../../src/platform/audit/audit-event.entity.js';
import { openTokens, PUBLIC_URL, type Tokens } from './fixture.js';

describe('login tokens', () => {
  let tokens: Tokens;
  let verifier: LoginTokenVerifier;

  beforeEach(async () => {
    tokens = await openTokens();
    verifier = new LoginTokenVerifier(tokens.states, tokens.clock, tokens.config);
  });
  afterEach(() => tokens.close());

  const issue = () => tokens.login.issue({ userId: tokens.userId, username: 'alice' });
  const verified = (token: string) => {
    const { header, claims } = parseCompactJws(token);
    return verifier.verified(header, claims);
  };
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'accepted',
      (error: unknown) => (error as { code: string }).code,
    );

  it('are signed with the access key and carry what they are for', async () => {
    tokens.clock.time += 999;
    const { accessToken, expiresIn, sessionId } = await issue();
    const { header, claims, signingInput, signature } = parseCompactJws(accessToken);
    expect(header).toEqual({
      alg: 'ES256',
      typ: 'login+jwt',
      kid: tokens.keys.activeKey('access').kid,
    });
    const key = new TokenKeys(tokens.keys).keyFor(header);
    expect(
      verify('sha256', Buffer.from(signingInput), { key, dsaEncoding: 'ieee-p1363' }, signature),
    ).toBe(true);
    expect(claims).toMatchObject({
      iss: PUBLIC_URL,
      aud: PUBLIC_URL,
      sub: tokens.userId,
      sid: sessionId,
      iat: Math.floor(tokens.clock.now() / 1000),
    });
    expect(expiresIn).toBe(900);
    expect((claims['exp'] as number) - (claims['iat'] as number)).toBe(900);
  });

  it('speak for the user with the roles that the user has now', async () => {
    const { accessToken, sessionId } = await issue();
    await tokens.users.update(tokens.userId, { roles: ['auditor'] }, false);
    const { principal, ownerId, audiences, tags, validUntil } = await verified(accessToken);
    expect(principal).toMatchObject({
      kind: 'login_token',
      subject: tokens.userId,
      credentialId: sessionId,
      username: 'alice',
      roles: ['auditor'],
      groups: ['staff'],
      scopes: [],
      appId: null,
    });
    expect(principal.expiresAt).toBe(tokens.clock.now() + 900_000);
    expect(ownerId).toBe(tokens.userId);
    expect(audiences).toBeNull();
    expect(validUntil).toBe(tokens.clock.now() + 915_000);
    expect(tags).toEqual(expect.arrayContaining([`session:${sessionId}`, `user:${tokens.userId}`]));
  });

  it('are good until 15 s after exp and not a millisecond longer', async () => {
    const { accessToken } = await issue();
    tokens.clock.time += 914_999;
    expect(await codeOf(verified(accessToken))).toBe('accepted');
    tokens.clock.time += 1;
    expect(await codeOf(verified(accessToken))).toBe('token_expired');
  });

  it('end with their session, on all sessions of the user, and with the user', async () => {
    const first = await issue();
    const second = await issue();
    await tokens.login.revokeSession(first.sessionId);
    expect(tokens.published).toContain(`session:${first.sessionId}`);
    expect(await codeOf(verified(first.accessToken))).toBe('token_revoked');
    expect(await codeOf(verified(second.accessToken))).toBe('accepted');
    await tokens.users.update(tokens.userId, { disabledAt: tokens.clock.now() }, false);
    expect(await codeOf(verified(second.accessToken))).toBe('user_disabled');
    expect(await codeOf(tokens.login.refresh(second.refreshToken))).toBe('user_disabled');
    await tokens.users.update(tokens.userId, { disabledAt: null }, false);
    // The refused refresh consumed nothing.
    await tokens.login.refresh(second.refreshToken);
    await tokens.login.revokeAllOf(tokens.userId);
    expect(await codeOf(verified(second.accessToken))).toBe('token_revoked');
  });

  it('rotate their refresh token within the same session', async () => {
    const first = await issue();
    tokens.clock.passSeconds(1000);
    const second = await tokens.login.refresh(first.refreshToken);
    expect(second.sessionId).toBe(first.sessionId);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(await codeOf(verified(second.accessToken))).toBe('accepted');
  });

  it('end the whole family when a refresh token is used twice', async () => {
    const first = await issue();
    const second = await tokens.login.refresh(first.refreshToken);
    expect(await codeOf(tokens.login.refresh(first.refreshToken))).toBe('token_revoked');
    expect(tokens.published).toContain(`session:${first.sessionId}`);
    expect(await codeOf(verified(second.accessToken))).toBe('token_revoked');
    expect(await codeOf(tokens.login.refresh(second.refreshToken))).toBe('token_revoked');
    const entries = await tokens.database.manager.find(AuditEvent);
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      action: 'login_session.revoke',
      targetId: first.sessionId,
      detail: { reason: 'refresh_reuse' },
    });
  });

  it('let one of twenty parallel refreshes win', async () => {
    const { refreshToken } = await issue();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, () => tokens.login.refresh(refreshToken)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('cannot be refreshed beyond the absolute end of the session', async () => {
    let { refreshToken } = await issue();
    for (let day = 0; day < 13; day += 1) {
      tokens.clock.passSeconds(86_400);
      ({ refreshToken } = await tokens.login.refresh(refreshToken));
    }
    tokens.clock.passSeconds(86_400);
    expect(await codeOf(tokens.login.refresh(refreshToken))).toBe('token_expired');
  });

  it('know no refresh token but their own', async () => {
    expect(await codeOf(tokens.login.refresh('rt_unknown'))).toBe('token_revoked');
    expect(tokens.published.filter((tag) => tag.startsWith('session:'))).toEqual([]);
  });

  it('are not accepted when they are signed for another place or purpose', async () => {
    const { header, claims } = parseCompactJws((await issue()).accessToken);
    const at = (changed: object, changedHeader = header) =>
      codeOf(verifier.verified(changedHeader, { ...claims, ...changed }));
    expect(await at({ aud: 'https://other.example' })).toBe('token_wrong_audience');
    expect(await at({ iss: `${PUBLIC_URL}/` })).toBe('token_wrong_issuer');
    expect(await at({ sub: 'usr_other' })).toBe('token_revoked');
    expect(await at({ sid: 7 })).toBe('token_malformed');
    expect(await at({}, { ...header, typ: 'at+jwt' })).toBe('token_wrong_type');
    expect(await at({}, { ...header, typ: 'application/LOGIN+JWT' })).toBe('accepted');
  });
});
