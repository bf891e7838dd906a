import type { MigrationInterface, QueryRunner } from 'typeorm';
import { index, primary, table, time } from './table-parts.js';

export class TokenCutoffs1795619700000 implements MigrationInterface {
  readonly name = 'TokenCutoffs1795619700000';

  async up(runner: QueryRunner): Promise<void> {
    const columns = [primary('subject', 64), time('not_before'), time('changed_at')];
    await runner.createTable(table('token_cutoffs', columns, { indices: [index('changed_at')] }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('token_cutoffs');
  }
}
