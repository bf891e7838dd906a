import type { MigrationInterface, QueryRunner } from 'typeorm';
import { nullable, primary, table, time, varchar } from './table-parts.js';

/** Calls per hour, and the last use of each secret. */
export class Usage1795634000000 implements MigrationInterface {
  readonly name = 'Usage1795634000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      table(
        'usage_counts',
        [
          { ...time('hour'), isPrimary: true },
          primary('api_id'),
          primary('app_id'),
          primary('credential_id', 64),
          primary('kind', 20),
          primary('code', 60),
          { name: 'calls', type: 'bigint' },
        ],
        { indices: [{ columnNames: ['app_id', 'hour'] }] },
      ),
    );
    await runner.createTable(
      table('credential_uses', [
        primary('credential_id', 64),
        primary('secret', 64),
        time('used_at'),
        nullable(varchar('client_address', 64)),
        nullable(varchar('user_agent', 256)),
      ]),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('credential_uses');
    await runner.dropTable('usage_counts');
  }
}
