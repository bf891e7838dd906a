import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where a client says of itself what it is, if its `client_id` is a URL. */
export class ClientMetadataUrl1795620000000 implements MigrationInterface {
  readonly name = 'ClientMetadataUrl1795620000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE oauth_clients ADD COLUMN metadata_url text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE oauth_clients DROP COLUMN metadata_url');
  }
}
