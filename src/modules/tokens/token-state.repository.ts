import { Injectable } from '@nestjs/common';
import type { HolderLimits, Limits } from '../../kernel/limits.js';
import { Database, fromJson } from '../../platform/database/index.js';
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
  async ofAccessToken(idDigest: string): Promise<AccessTokenState | null> {
    const query = this.database.manager
      .createQueryBuilder()
      .select('record.client_id', 'clientId')
      .addSelect('record.account_id', 'accountId')
      .addSelect('record.grant_id', 'grantId')
      .addSelect('client.app_id', 'appId')
      .addSelect('client.disabled_at', 'clientDisabledAt')
      .addSelect('holder.app_disabled_at', 'appDisabledAt')
      .addSelect('holder.owner_id', 'ownerId')
      .addSelect('holder.owner_disabled_at', 'ownerDisabledAt')
      .addSelect(LIMIT_COLUMNS)
      .addSelect(USER_COLUMNS)
      .addSelect(SOURCE_COLUMNS)
      .from('oauth_records', 'record')
      .leftJoin('oauth_clients', 'client', 'client.id = record.client_id')
      .leftJoin('app_holders', 'holder', 'holder.app_id = client.app_id')
      .leftJoin('users', 'person', 'person.id = record.account_id')
      .where('record.id_digest = :idDigest', { idDigest })
      .andWhere('record.model IN (:...models)', { models: ['AccessToken', 'ClientCredentials'] })
      .andWhere(outlivesCutoffs('record', SUBJECTS))
      .andWhere(GRANT_STANDS)
      .andWhere(PARENT_STANDS);
    for (const [table, alias, on] of SOURCE_JOINS) query.leftJoin(table, alias, on);
    const row = await query.getRawOne<StateColumns & UserColumns & SourceColumns & LimitColumns>();
    if (row === undefined) return null;
    return { ...row, limits: limitsOf(row), user: userOf(row), source: sourceOf(row) };
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
