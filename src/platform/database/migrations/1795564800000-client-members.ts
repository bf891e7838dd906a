import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One statement per column, as both dialects write it: a table rebuild would meet the view over it. */
const COLUMNS: readonly (readonly [table: string, column: string, type: string])[] = [
  ['oauth_clients', 'kind', "varchar(10) NOT NULL DEFAULT 'web'"],
  ['oauth_clients', 'machine_scope', 'text'],
  ['oauth_clients', 'resources', 'text'],
  ['oauth_clients', 'introspection', "varchar(10) NOT NULL DEFAULT 'own'"],
  ['oauth_clients', 'jwks', 'text'],
  ['oauth_clients', 'jwks_uri', 'text'],
  ['oauth_clients', 'dpop_bound_access_tokens', 'boolean NOT NULL DEFAULT false'],
  ['oauth_clients', 'require_pushed_authorization_requests', 'boolean NOT NULL DEFAULT false'],
  ['oauth_clients', 'client_uri', 'text'],
  ['oauth_clients', 'logo_uri', 'text'],
  ['oauth_clients', 'policy_uri', 'text'],
  ['oauth_clients', 'tos_uri', 'text'],
  ['oauth_client_secrets', 'last_used_at', 'bigint'],
];

/** What a client that was registered before kinds were known is, told by its other members. */
const NAME_KINDS = `
  UPDATE oauth_clients SET kind = CASE
    WHEN grant_types NOT LIKE '%authorization_code%' THEN 'machine'
    WHEN application_type = 'native' THEN 'native'
    WHEN token_endpoint_auth_method = 'none' THEN 'spa'
    ELSE 'web' END`;

export class ClientMembers1795564800000 implements MigrationInterface {
  readonly name = 'ClientMembers1795564800000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column, type] of COLUMNS) {
      await runner.query(`ALTER TABLE ${table} ADD COLUMN ${column} ${type}`);
    }
    await runner.query(NAME_KINDS);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, column] of [...COLUMNS].reverse()) {
      await runner.query(`ALTER TABLE ${table} DROP COLUMN ${column}`);
    }
  }
}
