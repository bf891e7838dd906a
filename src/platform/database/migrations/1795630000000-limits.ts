import type { MigrationInterface, QueryRunner } from 'typeorm';
import { primary, table, time } from './table-parts.js';

/** What has limits, and the columns that hold them. */
const COLUMNS: readonly (readonly [table: string, column: string])[] = [
  ['api_keys', 'limits'],
  ['api_keys', 'owner_limits'],
  ['access_keys', 'limits'],
  ['access_keys', 'owner_limits'],
  ['oauth_clients', 'limits'],
  ['oauth_clients', 'owner_limits'],
  ['apps', 'limits'],
  ['protected_apis', 'limits'],
  ['protected_apis', 'total_limits'],
  ['api_grants', 'limits'],
];
/** Where one window stood until now. */
const RATE_LIMITED = ['api_keys', 'protected_apis'];

const HOLDER_COLUMNS = `apps.id AS app_id, apps.name AS app_name,
  apps.disabled_at AS app_disabled_at, users.id AS owner_id, users.disabled_at AS owner_disabled_at`;

/** Several limits at once, and quotas that outlive the process. */
export class Limits1795630000000 implements MigrationInterface {
  readonly name = 'Limits1795630000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, column] of COLUMNS) {
      await runner.query(`ALTER TABLE ${name} ADD COLUMN ${column} text`);
    }
    for (const name of RATE_LIMITED) {
      await runner.query(`UPDATE ${name}
        SET limits = '{"windows":[' || rate_limit || '],"quota":null}' WHERE rate_limit IS NOT NULL`);
      await runner.query(`ALTER TABLE ${name} DROP COLUMN rate_limit`);
    }
    await replaceView(runner, `${HOLDER_COLUMNS}, apps.limits AS app_limits`);
    await runner.createTable(
      table('quota_counters', [
        primary('bucket', 200),
        { ...time('period_start'), isPrimary: true },
        { name: 'used', type: 'bigint' },
      ]),
    );
  }

  /** Of several windows only the first can be kept. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('quota_counters');
    await replaceView(runner, HOLDER_COLUMNS);
    const first =
      runner.dataSource.options.type === 'postgres'
        ? `limits::json->'windows'->>0`
        : `json_extract(limits, '$.windows[0]')`;
    for (const name of RATE_LIMITED) {
      await runner.query(`ALTER TABLE ${name} ADD COLUMN rate_limit text`);
      await runner.query(`UPDATE ${name} SET rate_limit = ${first} WHERE limits IS NOT NULL`);
    }
    for (const [name, column] of COLUMNS) {
      await runner.query(`ALTER TABLE ${name} DROP COLUMN ${column}`);
    }
  }
}

async function replaceView(runner: QueryRunner, columns: string): Promise<void> {
  await runner.query('DROP VIEW app_holders');
  await runner.query(`CREATE VIEW app_holders AS
    SELECT ${columns} FROM apps LEFT JOIN users ON users.id = apps.owner_id`);
}
