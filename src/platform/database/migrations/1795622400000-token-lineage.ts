import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';
import { index } from './table-parts.js';

/** One statement per column, as both dialects write it. */
const COLUMNS: readonly (readonly [column: string, type: string])[] = [
  ['attempts', 'integer NOT NULL DEFAULT 0'],
  ['source_secret', 'varchar(64)'],
  ['parent_digest', 'varchar(64)'],
];

export class TokenLineage1795622400000 implements MigrationInterface {
  readonly name = 'TokenLineage1795622400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [column, type] of COLUMNS) {
      await runner.query(`ALTER TABLE oauth_records ADD COLUMN ${column} ${type}`);
    }
    await runner.createIndex('oauth_records', new TableIndex(index('parent_digest')));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('oauth_records', new TableIndex(index('parent_digest')));
    for (const [column] of [...COLUMNS].reverse()) {
      await runner.query(`ALTER TABLE oauth_records DROP COLUMN ${column}`);
    }
  }
}
