import type { MigrationInterface, QueryRunner } from 'typeorm';

/** From where a person signed in, for the list of sign-ins. */
export class SignInPlaces1795620700000 implements MigrationInterface {
  readonly name = 'SignInPlaces1795620700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE login_sessions ADD COLUMN client_address varchar(64)');
    await runner.query('ALTER TABLE login_sessions ADD COLUMN user_agent varchar(256)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE login_sessions DROP COLUMN user_agent');
    await runner.query('ALTER TABLE login_sessions DROP COLUMN client_address');
  }
}
