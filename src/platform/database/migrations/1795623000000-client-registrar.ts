import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ClientRegistrar1795623000000 implements MigrationInterface {
  readonly name = 'ClientRegistrar1795623000000';

  async up(runner: QueryRunner): Promise<void> {
    // Until now only administrators could register any.
    await runner.query(
      `ALTER TABLE oauth_clients ADD COLUMN registered_by varchar(10) NOT NULL DEFAULT 'admin'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE oauth_clients DROP COLUMN registered_by');
  }
}
