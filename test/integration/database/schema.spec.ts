import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../harness/database.js';
import { startPostgres, type PostgresServer } from '../../harness/postgres.js';
import { ENTITIES } from '../../../src/entities.js';
import { User } from '../../../src/modules/users/user.entity.js';
import { App } from '../../../src/modules/apps/app.entity.js';
import { MIGRATIONS } from '../../../src/platform/database/migrations/index.js';
import {
  SigningKey,
  type SigningKeyState,
} from '../../../src/modules/tokens/signing-key.entity.js';
import { LoginRefreshToken } from '../../../src/modules/tokens/login-refresh-token.entity.js';
import { LoginSession } from '../../../src/modules/tokens/login-session.entity.js';
import {
  isForeignKeyViolation,
  isUniqueViolation,
  type OpenDatabase,
} from '../../../src/platform/database/index.js';

const NOW = 1_795_132_800_123;

describe.each(['sqlite', 'postgres'] as const)('the schema on %s', (dialect) => {
  let postgres: PostgresServer | null = null;
  let opened: OpenDatabase;
  let dataSource: OpenDatabase['dataSource'];
  beforeAll(async () => {
    if (dialect === 'postgres') postgres = await startPostgres();
    opened = await openTestDatabase(postgres?.url);
    dataSource = opened.dataSource;
  }, 60_000);
  afterAll(async () => {
    await opened.close();
    await postgres?.stop();
  });
  afterEach(async () => {
    await dataSource.manager.deleteAll(User);
    await dataSource.manager.deleteAll(SigningKey);
  });

  const addUser = (id: string, usernameKey = id): Promise<unknown> =>
    dataSource.manager.insert(User, {
      id,
      username: usernameKey,
      usernameKey,
      roles: ['admin'],
      groups: [],
      createdAt: NOW,
      updatedAt: NOW,
    });
  const addApp = (id: string, ownerId: string | null): Promise<unknown> =>
    dataSource.manager.insert(App, { id, name: id, ownerId, createdAt: NOW, updatedAt: NOW });
  const addSigningKey = (id: string, use: 'access' | 'id_token', state: SigningKeyState) =>
    dataSource.manager.insert(SigningKey, {
      id,
      algorithm: 'ES256',
      use,
      sealedPrivateJwk: 'v1.x',
      publicJwk: {},
      state,
      createdAt: NOW,
    });

  it('is exactly what the entities say, after the migrations', async () => {
    const drift = await dataSource.driver.createSchemaBuilder().log();
    expect(drift.upQueries.map((query) => query.query)).toEqual([]);
    expect(dataSource.entityMetadatas).toHaveLength(ENTITIES.length);
    expect(ENTITIES.length).toBeGreaterThanOrEqual(16);
  });

  it('comes off and on again', async () => {
    /** Tables, views and indexes, without those of the migrations' own table. */
    const objects = async (): Promise<string[]> => {
      const rows: { name: string }[] = await dataSource.query(
        dialect === 'sqlite'
          ? `SELECT name FROM sqlite_master
             WHERE tbl_name NOT IN ('migrations', 'sqlite_sequence') ORDER BY name`
          : `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'
               AND tablename <> 'migrations'
             UNION SELECT viewname FROM pg_views WHERE schemaname = 'public'
             UNION SELECT indexname FROM pg_indexes WHERE schemaname = 'public'
               AND tablename <> 'migrations' ORDER BY name`,
      );
      return rows.map((row) => row.name);
    };
    const before = await objects();
    expect(before).toContain('app_holders');
    expect(before.length).toBeGreaterThan(2 * ENTITIES.length);
    for (const _migration of MIGRATIONS) await dataSource.undoLastMigration();
    expect(await objects()).toEqual([]);
    await dataSource.runMigrations();
    expect(await objects()).toEqual(before);
  });

  it('refuses a second row with the same unique value, and the error is told apart', async () => {
    await addUser('usr_1', 'anna');
    const second = await addUser('usr_2', 'anna').catch((error: unknown) => error);
    expect(isUniqueViolation(second)).toBe(true);
    const sameId = await addUser('usr_1', 'berta').catch((error: unknown) => error);
    expect(isUniqueViolation(sameId)).toBe(true);
    const noOwner = await addApp('app_1', 'usr_none').catch((error: unknown) => error);
    expect(noOwner).toBeInstanceOf(Error);
    expect(isUniqueViolation(noOwner)).toBe(false);
    expect(isForeignKeyViolation(noOwner)).toBe(true);
  });

  it('allows one active and one next signing key per use, and any number of retired ones', async () => {
    await addSigningKey('k1', 'access', 'active');
    await addSigningKey('k2', 'id_token', 'active');
    await addSigningKey('k3', 'access', 'retired');
    await addSigningKey('k4', 'access', 'retired');
    await addSigningKey('k5', 'access', 'next');
    for (const state of ['active', 'next'] as const) {
      const second = await addSigningKey('k6', 'access', state).catch((error: unknown) => error);
      expect(isUniqueViolation(second)).toBe(true);
    }
  });

  it('tells the one conditional update that won from all that came too late', async () => {
    await addUser('usr_1');
    await dataSource.manager.insert(LoginSession, {
      id: 'ses_1',
      userId: 'usr_1',
      createdAt: NOW,
      expiresAt: NOW,
    });
    await dataSource.manager.insert(LoginRefreshToken, {
      digest: 'd',
      sessionId: 'ses_1',
      createdAt: NOW,
      expiresAt: NOW,
    });
    const consume = async (): Promise<number | undefined> => {
      const result = await dataSource.manager
        .createQueryBuilder()
        .update(LoginRefreshToken)
        .set({ consumedAt: NOW })
        .where('digest = :digest AND consumed_at IS NULL', { digest: 'd' })
        .execute();
      return result.affected;
    };
    const counts = await Promise.all([consume(), consume(), consume()]);
    expect(counts.sort()).toEqual([0, 0, 1]);
    expect(await consume()).toBe(0);
  });

  it('shows who holds an app, and whether owner or app is disabled, in one statement', async () => {
    await addUser('usr_1');
    await dataSource.manager.update(User, { id: 'usr_1' }, { disabledAt: NOW });
    await addApp('app_1', 'usr_1');
    await addApp('app_2', null);
    const rows: unknown[] = await dataSource.query('SELECT * FROM app_holders ORDER BY app_id');
    expect(rows).toEqual([
      {
        app_id: 'app_1',
        app_limits: null,
        app_name: 'app_1',
        app_disabled_at: null,
        owner_id: 'usr_1',
        owner_disabled_at: NOW,
      },
      {
        app_id: 'app_2',
        app_limits: null,
        app_name: 'app_2',
        app_disabled_at: null,
        owner_id: null,
        owner_disabled_at: null,
      },
    ]);
    await dataSource.manager.deleteAll(App);
  });

  it('removes what belongs to a user with the user', async () => {
    await addUser('usr_1');
    await addApp('app_1', 'usr_1');
    await dataSource.manager.delete(User, { id: 'usr_1' });
    expect(await dataSource.manager.count(App)).toBe(0);
  });

  it('gives times, lists and counts back as they were written, in raw results too', async () => {
    await addUser('usr_1');
    const user = await dataSource.manager.findOneByOrFail(User, { id: 'usr_1' });
    expect(user).toMatchObject({ createdAt: NOW, disabledAt: null, roles: ['admin'], groups: [] });
    const rows: unknown[] = await dataSource.query(
      'SELECT created_at, (SELECT COUNT(*) FROM users) AS users FROM users',
    );
    expect(rows).toEqual([{ created_at: NOW, users: 1 }]);
  });

  it('refuses a criterion that is undefined or null by mistake instead of taking every row', async () => {
    await addUser('usr_1');
    const mistaken = { id: undefined as unknown as string };
    await expect(dataSource.manager.findOneBy(User, mistaken)).rejects.toThrow(/undefined/i);
    await expect(dataSource.manager.delete(User, mistaken)).rejects.toThrow(/undefined/i);
    expect(await dataSource.manager.count(User)).toBe(1);
  });
});
