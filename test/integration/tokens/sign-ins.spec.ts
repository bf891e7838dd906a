import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Authorizations, BrowserSessions } from '../../../src/modules/tokens/index.js';
import { startPostgres, type PostgresServer } from '../../harness/postgres.js';
import { openTokens, type Tokens } from './fixture.js';

const PLACE = { clientAddress: '203.0.113.7', userAgent: 'Lynx/2.9' };
const DAY_SECONDS = 24 * 3600;

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

describe.each(['SQLite', 'Postgres'])('what a person sees of the own sign-ins on %s', (dialect) => {
  let tokens: Tokens;
  let browsers: BrowserSessions;
  let authorizations: Authorizations;

  beforeAll(async () => {
    tokens = await openTokens(dialect === 'Postgres' ? postgres.url : undefined);
    const { records, recordsRepository, database, events, clock } = tokens;
    browsers = new BrowserSessions(records, recordsRepository, database, events, clock);
    authorizations = new Authorizations(records, recordsRepository, database, events);
  });
  afterAll(() => tokens.close());

  it('are those of programs that stand, with their last refresh', async () => {
    const { login, userId, clock } = tokens;
    const first = await login.issue({ userId, username: 'alice' }, PLACE);
    const begun = clock.now();
    clock.passSeconds(60);
    await login.refresh(first.refreshToken);
    const second = await login.issue({ userId, username: 'alice' });
    expect(await login.list(userId)).toMatchObject([
      { id: second.sessionId, clientAddress: null, userAgent: null, lastUsedAt: clock.now() },
      { id: first.sessionId, ...PLACE, createdAt: begun, lastUsedAt: clock.now() },
    ]);
    expect(await login.revokeSessionOf('usr_somebody', second.sessionId)).toBe(false);
    expect(await login.revokeSessionOf(userId, second.sessionId)).toBe(true);
    expect(await login.revokeSessionOf(userId, second.sessionId)).toBe(false);
    expect((await login.list(userId)).map(({ id }) => id)).toEqual([first.sessionId]);
    clock.passSeconds(15 * DAY_SECONDS);
    expect(await login.list(userId)).toEqual([]);
  });

  it('are those of browsers, which end with the grants that were bound to them', async () => {
    const { records, userId, clock, published } = tokens;
    const payload = {
      accountId: userId,
      uid: 'uid-1',
      loginTs: Math.floor(clock.now() / 1000),
      signedInFrom: PLACE,
      authorizations: {
        cli_1: { grantId: 'bound' },
        cli_2: { grantId: 'lasting', persistsLogout: true },
      },
    };
    await records.upsert('Session', 'cookie', payload, 14 * DAY_SECONDS);
    await records.upsert('Session', 'empty', { uid: 'uid-2' }, 14 * DAY_SECONDS);
    for (const grantId of ['bound', 'lasting']) {
      await records.upsert('Grant', grantId, { accountId: userId, clientId: 'cli_1' }, 60);
    }
    const [session, ...others] = await browsers.list(userId);
    expect(others).toEqual([]);
    expect(session).toMatchObject({ lastUsedAt: clock.now(), place: PLACE });
    expect(await browsers.end('usr_somebody', session?.id ?? '')).toBe(false);
    expect(await browsers.end(userId, session?.id ?? '')).toBe(true);
    expect(await browsers.end(userId, session?.id ?? '')).toBe(false);
    expect(await records.find('Grant', 'bound')).toBeNull();
    expect(await records.find('Grant', 'lasting')).not.toBeNull();
    expect(published.filter((tag) => tag.startsWith('grant:'))).toEqual(['grant:bound']);
  });

  it('are the clients that were allowed something, which end with all that they have', async () => {
    const { records, userId, clock, published } = tokens;
    const owned = { accountId: userId, clientId: 'cli_9' };
    const consent = { openid: 'openid', claims: ['birthdate'], resources: { 'urn:a': 'read' } };
    await records.upsert('Consent', `${userId} cli_9`, { ...owned, consent }, DAY_SECONDS);
    const allowedAt = clock.now();
    clock.passSeconds(5);
    await records.upsert('Grant', 'g9', owned, DAY_SECONDS);
    await records.upsert('AccessToken', 't9', { ...owned, grantId: 'g9' }, 900);
    expect(await authorizations.list(userId)).toEqual([
      { clientId: 'cli_9', ...consent, allowedAt, lastUsedAt: clock.now() },
    ]);
    expect(await authorizations.end('usr_somebody', 'cli_9')).toBe(false);
    expect(await authorizations.end(userId, 'cli_9')).toBe(true);
    expect(await authorizations.end(userId, 'cli_9')).toBe(false);
    expect(await authorizations.list(userId)).toEqual([]);
    expect(await records.find('AccessToken', 't9')).toBeNull();
    expect(published).toContain('grant:g9');
  });
});
