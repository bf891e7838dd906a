import type { MigrationInterface, QueryRunner } from 'typeorm';
import { primary, table, time } from './table-parts.js';

export class TokenCutoffs1795619700000 implements MigrationInterface {
  readonly name = 'TokenCutoffs1795619700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(table('token_cutoffs', [primary('subject', 64), time('not_before')]));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('token_cutoffs');
  }
}
