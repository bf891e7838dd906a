import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What OpenID Connect tells of a person beyond the name. */
export class UserClaims1795564810000 implements MigrationInterface {
  readonly name = 'UserClaims1795564810000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE users ADD COLUMN claims text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE users DROP COLUMN claims');
  }
}
