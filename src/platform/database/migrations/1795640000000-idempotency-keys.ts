import type { MigrationInterface, QueryRunner } from 'typeorm';
import { index, nullable, primary, table, time, varchar } from './table-parts.js';

/** Requests that are done once, however often they are sent. */
export class IdempotencyKeys1795640000000 implements MigrationInterface {
  readonly name = 'IdempotencyKeys1795640000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      table(
        'idempotency_keys',
        [
          primary('digest', 64),
          varchar('fingerprint', 64),
          varchar('holder', 40),
          nullable(varchar('target_id', 64)),
          nullable(time('completed_at')),
          time('expires_at'),
        ],
        { indices: [index('expires_at')] },
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('idempotency_keys');
  }
}
