import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';
import type { TableForeignKeyOptions } from 'typeorm';
import { changeTimes, primary } from './table-parts.js';

/** Which apps may call which APIs. */
export class ApiGrants1795626600000 implements MigrationInterface {
  readonly name = 'ApiGrants1795626600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'api_grants',
        columns: [primary('api_id'), primary('app_id'), ...changeTimes()],
        foreignKeys: [goesWith('api_id', 'protected_apis'), goesWith('app_id', 'apps')],
      }),
    );
    await runner.createIndex('api_grants', new TableIndex({ columnNames: ['app_id'] }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('api_grants');
  }
}

function goesWith(column: string, owner: string): TableForeignKeyOptions {
  return {
    columnNames: [column],
    referencedTableName: owner,
    referencedColumnNames: ['id'],
    onDelete: 'CASCADE',
  };
}
