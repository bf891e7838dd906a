import { Injectable } from '@nestjs/common';
import { andThen, type Awaitable } from '../../kernel/awaitable.js';
import type { HolderLimits, Limits } from '../../kernel/limits.js';
import { Database, fromJson, Statement } from '../../platform/database/index.js';
import { outlivesCutoffs } from './token-cutoffs.repository.js';
import {
  SOURCE_COLUMNS,
  SOURCE_JOINS,
  type SourceColumns,
  sourceOf,
  type TokenSource,
} from './token-source.js';

/** What an access token rests on at this moment. Times are null unless the thing is disabled. */
export interface AccessTokenState {
  readonly clientId: string | null;
  readonly accountId: string | null;
  readonly grantId: string | null;
  /** Null: the client is gone. */
  readonly appId: string | null;
  readonly clientDisabledAt: number | null;
  readonly appDisabledAt: number | null;
  readonly ownerId: string | null;
  readonly ownerDisabledAt: number | null;
  /** Of the client, and of its app. */
  readonly limits: HolderLimits;
  readonly user: TokenUser | null;
  /** The credential that it was exchanged for; null for a token that was granted. */
  readonly source: TokenSource | 'gone' | null;
  /** The secret of that credential, as `Lineage` names it. */
  readonly sourceSecret: string | null;
  /** The digest of the id of the token that it was exchanged for. */
  readonly parentDigest: string | null;
}

export interface LoginTokenState {
  readonly expiresAt: number;
  readonly revokedAt: number | null;
  readonly user: TokenUser;
}

export interface TokenUser {
  readonly id: string;
  readonly username: string;
  readonly disabledAt: number | null;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
}

/**
 * Reads everything that a token's validity depends on in one statement, across the tables of several
 * modules: by table and column names, because modules do not know each other's entities.
 */
@Injectable()
export class TokenStateRepository {
  constructor(private readonly database: Database) {}

  /**
   * A token whose grant is gone is gone too: a grant can be revoked while a token of it is being issued.
   * So is one that a cutoff has ended, by its own age or by that of its grant.
   *
   * @param idDigest SHA-256 of the token's `jti`
   */
  ofAccessToken(idDigest: string): Awaitable<AccessTokenState | null> {
    return andThen(OF_ACCESS_TOKEN.read(this.database, [idDigest]), stateIn);
  }

  async ofLoginSession(sessionId: string): Promise<LoginTokenState | null> {
    const row = await this.database.manager
      .createQueryBuilder()
      .select('session.expires_at', 'expiresAt')
      .addSelect('session.revoked_at', 'revokedAt')
      .addSelect(USER_COLUMNS)
      .from('login_sessions', 'session')
      .innerJoin('users', 'person', 'person.id = session.user_id')
      .where('session.id = :sessionId', { sessionId })
      .andWhere(outlivesCutoffs('session', []))
      .getRawOne<{ expiresAt: number; revokedAt: number | null } & UserColumns>();
    const user = row === undefined ? null : userOf(row);
    if (row === undefined || user === null) return null;
    return { expiresAt: row.expiresAt, revokedAt: row.revokedAt, user };
  }
}

const SUBJECTS = ['client_id', 'account_id'];

const GRANT_STANDS = `(record.grant_id IS NULL OR EXISTS
  (SELECT 1 FROM oauth_records granted WHERE granted.model = 'Grant' AND granted.grant_id = record.grant_id
    AND ${outlivesCutoffs('granted', SUBJECTS)}))`;

const PARENT_STANDS = `(record.parent_digest IS NULL OR EXISTS
  (SELECT 1 FROM oauth_records parent WHERE parent.id_digest = record.parent_digest
    AND parent.model IN ('AccessToken', 'ClientCredentials')
    AND ${outlivesCutoffs('parent', SUBJECTS)}))`;

type StateColumns = Omit<AccessTokenState, 'user' | 'source' | 'limits'>;

const LIMIT_COLUMNS = [
  'client.limits AS "clientLimits"',
  'client.owner_limits AS "clientOwnerLimits"',
  'holder.app_limits AS "appLimits"',
];

interface LimitColumns {
  readonly clientLimits: string | null;
  readonly clientOwnerLimits: string | null;
  readonly appLimits: string | null;
}

function limitsOf({ clientLimits, clientOwnerLimits, appLimits }: LimitColumns): HolderLimits {
  return {
    credential: fromJson<Limits>(clientLimits),
    owner: fromJson<Limits>(clientOwnerLimits),
    app: fromJson<Limits>(appLimits),
  };
}

const USER_COLUMNS = [
  'person.id AS "userId"',
  'person.username AS "username"',
  'person.disabled_at AS "userDisabledAt"',
  'person.roles AS "roles"',
  'person.group_names AS "groups"',
];

interface UserColumns {
  readonly userId: string | null;
  readonly username: string;
  readonly userDisabledAt: number | null;
  readonly roles: string;
  readonly groups: string;
}

function userOf(row: UserColumns): TokenUser | null {
  if (row.userId === null) return null;
  return {
    id: row.userId,
    username: row.username,
    disabledAt: row.userDisabledAt,
    roles: JSON.parse(row.roles) as string[],
    groups: JSON.parse(row.groups) as string[],
  };
}

const OF_ACCESS_TOKEN = new Statement<StateRow>(`
  SELECT record.client_id AS "clientId", record.account_id AS "accountId",
         record.grant_id AS "grantId", client.app_id AS "appId",
         client.disabled_at AS "clientDisabledAt", holder.app_disabled_at AS "appDisabledAt",
         holder.owner_id AS "ownerId", holder.owner_disabled_at AS "ownerDisabledAt",
         ${[...LIMIT_COLUMNS, ...USER_COLUMNS, ...SOURCE_COLUMNS].join(', ')}
  FROM oauth_records record
  LEFT JOIN oauth_clients client ON client.id = record.client_id
  LEFT JOIN app_holders holder ON holder.app_id = client.app_id
  LEFT JOIN users person ON person.id = record.account_id
  ${SOURCE_JOINS.map(([table, alias, on]) => `LEFT JOIN ${table} ${alias} ON ${on}`).join('\n  ')}
  WHERE record.id_digest = ? AND record.model IN ('AccessToken', 'ClientCredentials')
    AND ${outlivesCutoffs('record', SUBJECTS)} AND ${GRANT_STANDS} AND ${PARENT_STANDS}`);

type StateRow = StateColumns & UserColumns & SourceColumns & LimitColumns;

function stateIn([row]: readonly StateRow[]): AccessTokenState | null {
  if (row === undefined) return null;
  return {
    clientId: row.clientId,
    accountId: row.accountId,
    grantId: row.grantId,
    appId: row.appId,
    clientDisabledAt: row.clientDisabledAt,
    appDisabledAt: row.appDisabledAt,
    ownerId: row.ownerId,
    ownerDisabledAt: row.ownerDisabledAt,
    sourceSecret: row.sourceSecret,
    parentDigest: row.parentDigest,
    limits: limitsOf(row),
    user: userOf(row),
    source: sourceOf(row),
  };
}
