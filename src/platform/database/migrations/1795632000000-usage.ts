import type { MigrationInterface, QueryRunner } from 'typeorm';
import { nullable, primary, table, time, varchar } from './table-parts.js';

/** Who called what, how often, and when a credential was used last. */
export class Usage1795632000000 implements MigrationInterface {
  readonly name = 'Usage1795632000000';

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
          primary('code', 64),
          time('count'),
        ],
        { indices: [{ columnNames: ['app_id', 'hour'] }] },
      ),
    );
    await runner.createTable(
      table('credential_uses', [
        primary('credential_id', 64),
        primary('secret', 64),
        time('used_at'),
        nullable(varchar('address', 45)),
        nullable(varchar('user_agent', 200)),
      ]),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('credential_uses');
    await runner.dropTable('usage_counts');
  }
}
