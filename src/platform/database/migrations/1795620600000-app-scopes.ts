import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the owner of an app may give its credentials. */
export class AppScopes1795620600000 implements MigrationInterface {
  readonly name = 'AppScopes1795620600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE apps ADD COLUMN allowed_scopes text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE apps DROP COLUMN allowed_scopes');
  }
}
