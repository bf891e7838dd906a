import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SigningKeyStates1795618800000 } from '../../../src/platform/database/migrations/1795618800000-signing-key-states.js';
import { MIGRATIONS } from '../../../src/platform/database/migrations/index.js';
import type { OpenDatabase } from '../../../src/platform/database/index.js';
import { openTestDatabase } from '../../harness/database.js';
import { startPostgres, type PostgresServer } from '../../harness/postgres.js';

const MADE = 1_795_132_800_000;
const KEPT = 14 * 24 * 60 * 60 * 1000 + 60_000;

describe.each(['sqlite', 'postgres'] as const)(
  'signing keys of an older version on %s',
  (dialect) => {
    let postgres: PostgresServer | null = null;
    let opened: OpenDatabase;

    beforeAll(async () => {
      if (dialect === 'postgres') postgres = await startPostgres();
      opened = await openTestDatabase(postgres?.url);
    });
    afterAll(async () => {
      await opened.close();
      await postgres?.stop();
    });

    it('keep signing and verifying as they did, and can go back', async () => {
      const { dataSource } = opened;
      const newer = MIGRATIONS.length - MIGRATIONS.indexOf(SigningKeyStates1795618800000);
      for (let count = 0; count < newer; count += 1) await dataSource.undoLastMigration();
      for (const [id, state] of [
        ['k1', 'active'],
        ['k2', 'retired'],
      ]) {
        await dataSource.query(
          `INSERT INTO signing_keys (id, algorithm, use, sealed_private_jwk, public_jwk, state, created_at)
         VALUES ('${id}', 'ES256', 'access', 'v1.x', '{}', '${state}', ${MADE})`,
        );
      }
      const columns = 'id, state, activated_at, retires_at, retired_at';
      await dataSource.runMigrations();
      expect(await dataSource.query(`SELECT ${columns} FROM signing_keys ORDER BY id`)).toEqual([
        { id: 'k1', state: 'active', activated_at: MADE, retires_at: null, retired_at: null },
        {
          id: 'k2',
          state: 'retiring',
          activated_at: MADE,
          retires_at: MADE + KEPT,
          retired_at: null,
        },
      ]);
      for (let count = 0; count < newer; count += 1) await dataSource.undoLastMigration();
      expect(await dataSource.query('SELECT id, state FROM signing_keys ORDER BY id')).toEqual([
        { id: 'k1', state: 'active' },
        { id: 'k2', state: 'retired' },
      ]);
      await dataSource.runMigrations();
    });
  },
);
