import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const TIMES = ['ready_at', 'activated_at', 'retires_at', 'revoked_at'];
/** The longest that anything signed before can be of use: 14 days and a minute. */
const KEPT_MS = 14 * 24 * 60 * 60 * 1000 + 60_000;

/** Keys wait as `next` before they sign, and are `retiring` before they are `retired`. */
export class SigningKeyStates1795618800000 implements MigrationInterface {
  readonly name = 'SigningKeyStates1795618800000';

  async up(runner: QueryRunner): Promise<void> {
    for (const name of TIMES) {
      await runner.query(`ALTER TABLE signing_keys ADD COLUMN ${name} bigint`);
    }
    await runner.query('UPDATE signing_keys SET ready_at = created_at, activated_at = created_at');
    // What "retired" meant so far: it signs no more and still verifies.
    await runner.query(
      `UPDATE signing_keys SET state = 'retiring', retired_at = NULL,
         retires_at = COALESCE(retired_at, created_at) + ${KEPT_MS} WHERE state = 'retired'`,
    );
    await runner.createIndex('signing_keys', oneNext());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('signing_keys', oneNext());
    await runner.query("DELETE FROM signing_keys WHERE state IN ('next', 'retired')");
    await runner.query(
      `UPDATE signing_keys SET state = 'retired', retired_at = retires_at - ${KEPT_MS}
       WHERE state = 'retiring'`,
    );
    for (const name of TIMES) await runner.query(`ALTER TABLE signing_keys DROP COLUMN ${name}`);
  }
}

/** At most one key waits for a use, whoever makes one at the same moment. */
function oneNext(): TableIndex {
  return new TableIndex({ columnNames: ['use'], isUnique: true, where: "state = 'next'" });
}
