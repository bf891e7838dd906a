import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

/** APIs by host, what they take of keys and callers, and how patient the gateway is with them. */
export class ApiHosts1795626000000 implements MigrationInterface {
  readonly name = 'ApiHosts1795626000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [column, type] of COLUMNS) {
      await runner.query(`ALTER TABLE protected_apis ADD COLUMN ${column} ${type}`);
    }
    await runner.dropIndex('protected_apis', uniqueIndex('path_prefix'));
    await runner.createIndex('protected_apis', uniqueIndex('host', 'path_prefix'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('protected_apis', uniqueIndex('host', 'path_prefix'));
    await runner.createIndex('protected_apis', uniqueIndex('path_prefix'));
    for (const [column] of COLUMNS) {
      await runner.query(`ALTER TABLE protected_apis DROP COLUMN ${column}`);
    }
  }
}

const COLUMNS: readonly (readonly [name: string, type: string])[] = [
  ['host', `varchar(260) NOT NULL DEFAULT ''`],
  ['upstream_options', 'text'],
  ['query_key_name', 'varchar(100)'],
  ['environment', 'varchar(4)'],
  ['access', `varchar(10) NOT NULL DEFAULT 'all'`],
];

function uniqueIndex(...columnNames: string[]): TableIndex {
  return new TableIndex({ columnNames, isUnique: true });
}
