import type { MigrationInterface, QueryRunner, Table } from 'typeorm';
import { boolean, changeTimes, index, json, nullable, primary, table } from './table-parts.js';
import { text, time, unique, varchar } from './table-parts.js';

/** What credential tables and their lists need to know of the owner, in one statement. */
const APP_HOLDERS = `
  CREATE VIEW app_holders AS
  SELECT apps.id AS app_id, apps.name AS app_name, apps.disabled_at AS app_disabled_at,
         users.id AS owner_id, users.disabled_at AS owner_disabled_at
  FROM apps LEFT JOIN users ON users.id = apps.owner_id`;

export class InitialSchema1795132800000 implements MigrationInterface {
  readonly name = 'InitialSchema1795132800000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables()) await runner.createTable(table);
    await runner.query(APP_HOLDERS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW app_holders');
    for (const table of tables().reverse()) await runner.dropTable(table.name);
  }
}

/** In the order of their foreign keys. */
function tables(): Table[] {
  return [
    ...installation(),
    ...people(),
    ...apiKeys(),
    ...accessKeys(),
    ...oauth(),
    ...sessions(),
    ...apis(),
  ];
}

function installation(): Table[] {
  return [
    table('settings', [primary('name', 60), text('value')]),
    table(
      'audit_events',
      [
        primary('id'),
        time('at'),
        varchar('actor_kind', 20),
        nullable(varchar('actor_id', 64)),
        varchar('action', 60),
        varchar('target_type', 30),
        nullable(varchar('target_id', 64)),
        nullable(varchar('request_id', 40)),
        nullable(varchar('client_address', 64)),
        json('detail'),
      ],
      { indices: [index('at')] },
    ),
  ];
}

function people(): Table[] {
  return [
    table(
      'users',
      [
        primary('id'),
        varchar('username', 256),
        varchar('username_key', 256),
        nullable(varchar('password_hash', 255)),
        json('roles'),
        json('group_names'),
        nullable(time('disabled_at')),
        ...changeTimes(),
      ],
      { indices: [unique('username_key')] },
    ),
    table('setup_tokens', [
      primary('digest', 64),
      time('created_at'),
      time('expires_at'),
      nullable(time('consumed_at')),
    ]),
    table(
      'apps',
      [
        primary('id'),
        varchar('name', 200),
        nullable(text('description')),
        nullable(varchar('owner_id', 40)),
        nullable(time('disabled_at')),
        ...changeTimes(),
      ],
      { belongsTo: { owner_id: 'users' } },
    ),
  ];
}

function apiKeys(): Table[] {
  return [
    table(
      'api_keys',
      [
        primary('id'),
        varchar('app_id', 40),
        varchar('name', 200),
        varchar('environment', 4),
        json('scopes'),
        nullable(json('ip_allowlist')),
        nullable(json('origin_allowlist')),
        nullable(json('rate_limit')),
        nullable(time('expires_at')),
        nullable(time('disabled_at')),
        nullable(time('revoked_at')),
        ...changeTimes(),
      ],
      { belongsTo: { app_id: 'apps' } },
    ),
    table(
      'api_key_secrets',
      [
        primary('digest', 64),
        varchar('api_key_id', 40),
        varchar('preview', 64),
        time('created_at'),
        nullable(time('retires_at')),
      ],
      { belongsTo: { api_key_id: 'api_keys' } },
    ),
  ];
}

function accessKeys(): Table[] {
  return [
    table(
      'access_keys',
      [
        primary('id'),
        varchar('app_id', 40),
        varchar('ak', 32),
        varchar('name', 200),
        json('token_types'),
        nullable(json('assertable_roles')),
        json('scopes'),
        nullable(json('ip_allowlist')),
        nullable(json('origin_allowlist')),
        nullable(time('disabled_at')),
        nullable(time('revoked_at')),
        ...changeTimes(),
      ],
      { indices: [unique('ak')], belongsTo: { app_id: 'apps' } },
    ),
    table(
      'access_key_secrets',
      [
        primary('id'),
        varchar('access_key_id', 40),
        text('sealed_secret'),
        varchar('preview', 64),
        time('created_at'),
        nullable(time('retires_at')),
      ],
      { belongsTo: { access_key_id: 'access_keys' } },
    ),
  ];
}

function oauth(): Table[] {
  return [
    table(
      'oauth_clients',
      [
        primary('id'),
        varchar('app_id', 40),
        varchar('client_name', 200),
        json('redirect_uris'),
        json('post_logout_redirect_uris'),
        json('grant_types'),
        text('scope'),
        varchar('token_endpoint_auth_method', 40),
        varchar('application_type', 10),
        boolean('require_pkce'),
        nullable(time('disabled_at')),
        ...changeTimes(),
      ],
      { belongsTo: { app_id: 'apps' } },
    ),
    table(
      'oauth_client_secrets',
      [
        primary('id'),
        varchar('client_id', 40),
        varchar('digest', 64),
        varchar('preview', 64),
        nullable(time('expires_at')),
        time('created_at'),
      ],
      { belongsTo: { client_id: 'oauth_clients' } },
    ),
    table(
      'oauth_records',
      [
        primary('model', 40),
        primary('id_digest', 64),
        nullable(varchar('grant_id', 64)),
        nullable(varchar('client_id', 64)),
        nullable(varchar('account_id', 64)),
        nullable(varchar('uid_digest', 64)),
        nullable(varchar('user_code_digest', 64)),
        text('sealed_payload'),
        time('created_at'),
        nullable(time('expires_at')),
        nullable(time('consumed_at')),
      ],
      {
        indices: ['grant_id', 'account_id', 'uid_digest', 'user_code_digest', 'expires_at'].map(
          index,
        ),
      },
    ),
  ];
}

function sessions(): Table[] {
  return [
    table(
      'signing_keys',
      [
        primary('id', 64),
        varchar('algorithm', 10),
        varchar('use', 10),
        text('sealed_private_jwk'),
        json('public_jwk'),
        varchar('state', 10),
        time('created_at'),
        nullable(time('retired_at')),
      ],
      // At most one key signs for a use, whoever rotates at the same moment.
      { indices: [{ columnNames: ['use'], isUnique: true, where: "state = 'active'" }] },
    ),
    table(
      'login_sessions',
      [
        primary('id'),
        varchar('user_id', 40),
        time('created_at'),
        time('expires_at'),
        nullable(time('revoked_at')),
      ],
      { belongsTo: { user_id: 'users' } },
    ),
    table(
      'login_refresh_tokens',
      [
        primary('digest', 64),
        varchar('session_id', 40),
        time('created_at'),
        time('expires_at'),
        nullable(time('consumed_at')),
      ],
      { belongsTo: { session_id: 'login_sessions' } },
    ),
  ];
}

function apis(): Table[] {
  return [
    table(
      'protected_apis',
      [
        primary('id'),
        varchar('name', 100),
        varchar('audience', 500),
        varchar('path_prefix', 200),
        json('path_aliases'),
        nullable(varchar('upstream', 500)),
        json('scopes'),
        json('accept'),
        boolean('query_key'),
        nullable(json('anonymous')),
        nullable(json('rate_limit')),
        json('routes'),
        ...changeTimes(),
      ],
      { indices: ['name', 'audience', 'path_prefix'].map(unique) },
    ),
  ];
}
