import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../src/kernel/secret.js';
import type { OAuthPayload } from '../../../src/modules/tokens/index.js';
import { OAuthRecord } from '../../../src/modules/tokens/oauth-record.entity.js';
import { openTokens, type Tokens } from './fixture.js';

describe('OAuthRecords', () => {
  let tokens: Tokens;

  beforeEach(async () => {
    tokens = await openTokens();
  });
  afterEach(() => tokens.close());

  const payload = { jti: 'code-1', clientId: 'cli_1', grantId: 'grant-1', secret: 'canary-7f3a' };

  it('gives back what was stored', async () => {
    await tokens.records.upsert('AuthorizationCode', 'code-1', payload, 60);
    const found = await tokens.records.find('AuthorizationCode', 'code-1');
    expect(found).toEqual({ payload, consumedAt: null });
    expect(await tokens.records.find('RefreshToken', 'code-1')).toBeNull();
  });

  it('lets exactly one of twenty parallel callers consume a code', async () => {
    await tokens.records.upsert('AuthorizationCode', 'code-1', payload, 60);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => tokens.records.consume('AuthorizationCode', 'code-1')),
    );
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    const found = await tokens.records.find('AuthorizationCode', 'code-1');
    expect(found?.consumedAt).toBe(tokens.clock.now());
  });

  it('refuses to consume what is not there', async () => {
    expect(await tokens.records.consume('AuthorizationCode', 'code-1')).toBe(false);
  });

  it('keeps a consumed record consumed when it is stored again', async () => {
    await tokens.records.upsert('RefreshToken', 'rt-1', payload, 60);
    await tokens.records.consume('RefreshToken', 'rt-1');
    await tokens.records.upsert('RefreshToken', 'rt-1', { ...payload, secret: 'other' }, 60);
    const found = await tokens.records.find('RefreshToken', 'rt-1');
    expect(found?.payload['secret']).toBe('other');
    expect(found?.consumedAt).not.toBeNull();
  });

  it('stores neither the id nor the payload in clear', async () => {
    await tokens.records.upsert('AuthorizationCode', 'code-1', payload, 60);
    const [row] = await tokens.database.manager.find(OAuthRecord);
    expect(JSON.stringify(row)).not.toMatch(/code-1|canary-7f3a/);
  });

  it('does not open a payload that was moved to another row', async () => {
    await tokens.records.upsert('AuthorizationCode', 'code-1', payload, 60);
    await tokens.records.upsert('AuthorizationCode', 'code-2', payload, 60);
    const rows = await tokens.database.manager.find(OAuthRecord);
    const [first, second] = rows as [OAuthRecord, OAuthRecord];
    const { model, idDigest } = first;
    await tokens.database.manager.update(
      OAuthRecord,
      { model, idDigest },
      { sealedPayload: second.sealedPayload },
    );
    const outcomes = await Promise.allSettled([
      tokens.records.find('AuthorizationCode', 'code-1'),
      tokens.records.find('AuthorizationCode', 'code-2'),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('ends everything of a model that rests on a grant, and says so', async () => {
    await tokens.records.upsert('RefreshToken', 'rt-1', payload, 60);
    await tokens.records.upsert('RefreshToken', 'rt-2', { ...payload, grantId: 'grant-2' }, 60);
    await tokens.records.upsert('AccessToken', 'at-1', payload, 60);
    await tokens.records.revokeByGrantId('RefreshToken', 'grant-1');
    expect(await tokens.records.find('RefreshToken', 'rt-1')).toBeNull();
    expect(await tokens.records.find('RefreshToken', 'rt-2')).not.toBeNull();
    expect(await tokens.records.find('AccessToken', 'at-1')).not.toBeNull();
    expect(tokens.published).toContain('grant:grant-1');
  });

  it('ends whatever a person has signed in to, and remembers what the person has allowed', async () => {
    const person = { clientId: 'cli_1', accountId: tokens.userId, grantId: 'grant-1' };
    const models = ['Session', 'Grant', 'AuthorizationCode', 'AccessToken', 'RefreshToken'];
    for (const model of models) await tokens.records.upsert(model, `of-${model}`, person, 60);
    const signingIn = { uid: 'uid-1', result: { login: { accountId: tokens.userId } } };
    await tokens.records.upsert('Interaction', 'uid-1', signingIn, 60);
    const kept: [model: string, payload: object][] = [
      ['Consent', person],
      ['AccessToken', { ...person, accountId: 'usr_other' }],
      ['ClientCredentials', { clientId: 'cli_1' }],
      ['Interaction', { uid: 'uid-2', result: { error: 'access_denied' } }],
    ];
    for (const [model, payload] of kept) {
      await tokens.records.upsert(model, `kept-${model}`, payload as OAuthPayload, 60);
    }
    await tokens.records.revokeByAccount(tokens.userId);
    for (const model of models) {
      expect(await tokens.records.find(model, `of-${model}`)).toBeNull();
    }
    expect(await tokens.records.find('Interaction', 'uid-1')).toBeNull();
    for (const [model] of kept) {
      expect(await tokens.records.find(model, `kept-${model}`)).not.toBeNull();
    }
  });

  it('publishes the end of a token and of a grant', async () => {
    await tokens.records.destroy('AccessToken', 'at-1');
    await tokens.records.destroy('ClientCredentials', 'at-2');
    await tokens.records.destroy('Grant', 'grant-9');
    await tokens.records.destroy('Session', 'session-1');
    expect(tokens.published).toEqual([
      `token:${sha256Hex('at-1')}`,
      `token:${sha256Hex('at-2')}`,
      'grant:grant-9',
    ]);
  });

  it('finds a session by its uid', async () => {
    await tokens.records.upsert('Session', 'session-1', { uid: 'uid-1', jti: 'session-1' }, 60);
    const found = await tokens.records.findByUid('Session', 'uid-1');
    expect(found?.payload['jti']).toBe('session-1');
    expect(await tokens.records.findByUid('Session', 'session-1')).toBeNull();
  });

  it('removes what has ended, in batches, and nothing that lives', async () => {
    for (let index = 0; index < 7; index += 1) {
      await tokens.records.upsert('Interaction', `old-${index}`, {}, 10);
    }
    await tokens.records.upsert('Interaction', 'live', {}, 10_000);
    await tokens.records.upsert('Interaction', 'endless', {}, null);
    tokens.clock.passSeconds(100);
    const now = tokens.clock.now();
    expect(await tokens.recordsRepository.deleteEnded(now, 5)).toBe(5);
    expect(await tokens.recordsRepository.deleteEnded(now, 5)).toBe(2);
    expect(await tokens.database.manager.count(OAuthRecord)).toBe(2);
  });
});
