import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCompactJws } from '../../../src/kernel/compact-jws.js';
import { registrationOf } from '../../../src/modules/oauth-clients/client-registration.js';
import { toClientMetadata, type ClientChanges } from '../../../src/modules/oauth-clients/index.js';
import { AccessTokenVerifier, LoginTokenVerifier } from '../../../src/modules/tokens/index.js';
import { SigningKey } from '../../../src/modules/tokens/signing-key.entity.js';
import { startPostgres, type PostgresServer } from '../../harness/postgres.js';
import { openSigningKeys, openTokens, PUBLIC_URL, type Tokens } from './fixture.js';

/** What must happen once happens once, also where statements really run side by side. */
const NO_END = { expiresAt: null, overlapSeconds: null };

describe('tokens and clients on Postgres', () => {
  let postgres: PostgresServer;
  let tokens: Tokens;

  beforeAll(async () => {
    postgres = await startPostgres();
    tokens = await openTokens(postgres.url);
  });
  afterAll(async () => {
    await tokens.close();
    await postgres.stop();
  });

  const parallel = <T>(work: () => Promise<T>) =>
    Promise.allSettled(Array.from({ length: 20 }, work));

  it('let one of twenty parallel callers consume a code', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = `code-${round}`;
      await tokens.records.upsert('AuthorizationCode', id, { clientId: 'cli_1' }, 60);
      const outcomes = await parallel(() => tokens.records.consume('AuthorizationCode', id));
      const wins = outcomes.filter((each) => each.status === 'fulfilled' && each.value);
      expect(wins).toHaveLength(1);
      await tokens.records.upsert('AuthorizationCode', id, { clientId: 'cli_1', again: true }, 60);
      const found = await tokens.records.find('AuthorizationCode', id);
      expect(found).toEqual({
        payload: { clientId: 'cli_1', again: true },
        consumedAt: tokens.clock.now(),
      });
    }
  });

  it('let one of twenty parallel refreshes win, and end the session for the others', async () => {
    const { refreshToken } = await tokens.login.issue({
      userId: tokens.userId,
      username: 'alice',
    });
    const outcomes = await parallel(() => tokens.login.refresh(refreshToken));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') continue;
      expect((outcome.reason as { code: string }).code).toBe('token_revoked');
    }
  });

  it('have one active key per use when several instances start at once', async () => {
    await tokens.database.manager.deleteAll(SigningKey);
    const instances = await Promise.all(
      Array.from({ length: 4 }, () => openSigningKeys(tokens, tokens.clock)),
    );
    expect(await tokens.database.manager.count(SigningKey)).toBe(4);
    for (const { keys } of instances) await keys.reload();
    expect(new Set(instances.map(({ keys }) => keys.activeKey('access').kid)).size).toBe(1);
  });

  it('read what a token rests on in one statement', async () => {
    const { client } = await tokens.clients.create(tokens.app.id, {
      client_name: 'Reports',
      grant_types: ['client_credentials'],
      scope: 'read',
    });
    expect(await tokens.clients.standing(client.id)).toMatchObject({
      client: { id: client.id, requirePkce: false, createdAt: tokens.clock.now() },
      appName: 'Shop',
      ownerId: tokens.userId,
      active: true,
    });
    const { userId } = tokens;
    await tokens.records.upsert(
      'Grant',
      'grant-1',
      { clientId: client.id, accountId: userId },
      900,
    );
    await tokens.records.upsert(
      'AccessToken',
      'jti-1',
      { clientId: client.id, accountId: userId, grantId: 'grant-1' },
      900,
    );
    const seconds = Math.floor(tokens.clock.now() / 1000);
    const verifier = new AccessTokenVerifier(tokens.states, tokens.clock, tokens.config);
    const { principal } = await verifier.verified(
      { typ: 'at+jwt' },
      {
        iss: PUBLIC_URL,
        aud: PUBLIC_URL,
        sub: userId,
        client_id: client.id,
        jti: 'jti-1',
        scope: 'read',
        iat: seconds,
        exp: seconds + 900,
      },
    );
    expect(principal).toMatchObject({
      subject: userId,
      appId: tokens.app.id,
      roles: ['editor'],
      groups: ['staff'],
    });
    const { accessToken } = await tokens.login.issue({ userId, username: 'alice' });
    const { header, claims } = parseCompactJws(accessToken);
    const logins = new LoginTokenVerifier(tokens.states, tokens.clock, tokens.config);
    const login = await logins.verified(header, claims);
    expect(login.principal).toMatchObject({ username: 'alice', roles: ['editor'] });
    expect(login.validUntil).toBe(tokens.clock.now() + 915_000);
  });

  describe('two changes of a client at once', () => {
    const register = async () => {
      const { client } = await tokens.clients.create(tokens.app.id, {
        client_name: 'Old name',
        redirect_uris: ['https://shop.example/callback'],
        grant_types: ['authorization_code', 'client_credentials'],
        scope: 'read',
      });
      return client.id;
    };
    const change = (id: string, changes: ClientChanges) =>
      tokens.clients.update(tokens.app.id, id, changes);

    it('both happen when they are about different members', async () => {
      for (let round = 0; round < 10; round += 1) {
        const id = await register();
        await Promise.all([
          change(id, { client_name: 'New name' }),
          change(id, { scope: 'read write' }),
          change(id, { enabled: false }),
        ]);
        expect(await tokens.clients.get(tokens.app.id, id)).toMatchObject({
          clientName: 'New name',
          scope: 'read write',
          disabledAt: tokens.clock.now(),
          grantTypes: ['authorization_code', 'client_credentials'],
        });
      }
    });

    it('do not make together what neither may make alone', async () => {
      for (let round = 0; round < 10; round += 1) {
        const id = await register();
        // A public client cannot have client_credentials, nor any client a grant without a URI.
        const outcomes = await Promise.allSettled([
          change(id, { grant_types: ['authorization_code'] }),
          change(id, { redirect_uris: [], grant_types: ['client_credentials'] }),
          change(id, { token_endpoint_auth_method: 'none' }),
        ]);
        expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true);
        const client = await tokens.clients.get(tokens.app.id, id);
        expect(() => registrationOf(toClientMetadata(client))).not.toThrow();
      }
    });

    it('add no more secrets than a client may have', async () => {
      const id = await register();
      const outcomes = await parallel(() => tokens.secrets.add(tokens.app.id, id, NO_END));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(9);
      expect(await tokens.secrets.list(tokens.app.id, id)).toHaveLength(10);
    });
  });

  it('remove what has ended', async () => {
    await tokens.records.upsert('Interaction', 'old', {}, 10);
    await tokens.records.upsert('Interaction', 'live', {}, 10_000);
    tokens.clock.passSeconds(100);
    await tokens.recordsRepository.deleteEnded(tokens.clock.now(), 500);
    expect(await tokens.records.find('Interaction', 'old')).toBeNull();
    expect(await tokens.records.find('Interaction', 'live')).not.toBeNull();
  });
});
