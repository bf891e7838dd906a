import { Injectable } from '@nestjs/common';
import { type FindOptionsWhere, In, IsNull, LessThan, MoreThan, Not } from 'typeorm';
import { Database, isUniqueViolation, Statement } from '../../platform/database/index.js';
import { OAuthRecord } from './oauth-record.entity.js';
import { outlivesCutoffs } from './token-cutoffs.repository.js';

/**
 * What is issued, and so ends with a cutoff. Not among them is what has to be known for longer: jtis that
 * were used, what a person has allowed, registrations.
 */
const ISSUED_MODELS: ReadonlySet<string> = new Set([
  'AccessToken',
  'AuthorizationCode',
  'ClientCredentials',
  'DeviceCode',
  'Grant',
  'RefreshToken',
  'Session',
]);
/**
 * What need not be on the disk before its holder has it. After a power cut the last of these may be unknown,
 * and an unknown token is refused: its client asks for another one.
 */
const REPLACEABLE_MODELS: ReadonlySet<string> = new Set(['AccessToken', 'ClientCredentials']);
const OUTLIVES_CUTOFFS = outlivesCutoffs('record', ['client_id', 'account_id']);

/** All statements on `oauth_records`. */
@Injectable()
export class OAuthRecordsRepository {
  constructor(private readonly database: Database) {}

  /** Inserts or replaces; a record that was consumed stays consumed. */
  async upsert(record: Omit<OAuthRecord, 'consumedAt' | 'attempts'>): Promise<void> {
    const values = UPSERTED.map(([, member]) => record[member]);
    if (REPLACEABLE_MODELS.has(record.model)) await UPSERT.runUnsynced(this.database, values);
    else await UPSERT.run(this.database, values);
  }

  /** @returns false when the record is there already, also of several callers at once */
  async insertOnce(record: Omit<OAuthRecord, 'consumedAt' | 'attempts'>): Promise<boolean> {
    try {
      await this.records.insert({ ...record, consumedAt: null, attempts: 0 });
      return true;
    } catch (error) {
      if (isUniqueViolation(error)) return false;
      throw error;
    }
  }

  find(model: string, idDigest: string): Promise<OAuthRecord | null> {
    return this.findStanding({ model, idDigest });
  }

  findByUid(model: string, uidDigest: string): Promise<OAuthRecord | null> {
    return this.findStanding({ model, uidDigest });
  }

  findByUserCode(model: string, userCodeDigest: string): Promise<OAuthRecord | null> {
    return this.findStanding({ model, userCodeDigest });
  }

  /** One conditional statement: of several callers, in any process, one is told true. */
  async consume(model: string, idDigest: string, now: number): Promise<boolean> {
    const result = await this.records.update(
      { model, idDigest, consumedAt: IsNull() },
      { consumedAt: now },
    );
    return result.affected === 1;
  }

  /** One conditional statement: at most `most` callers, in all processes together, are told true. */
  async claimAttempt(model: string, idDigest: string, most: number): Promise<boolean> {
    const result = await this.records.update(
      { model, idDigest, attempts: LessThan(most) },
      { attempts: () => 'attempts + 1' },
    );
    return result.affected === 1;
  }

  /** @returns false when there was no such record */
  async delete(model: string, idDigest: string): Promise<boolean> {
    const { affected } = await this.records.delete({ model, idDigest });
    return (affected ?? 0) > 0;
  }

  /** What was exchanged for a token. */
  async deleteByParent(parentDigest: string): Promise<void> {
    await this.records.delete({ parentDigest });
  }

  async deleteByGrant(model: string, grantId: string): Promise<void> {
    await this.records.delete({ model, grantId });
  }

  /** Whatever rests on these grants, and they themselves. */
  async deleteOfGrants(grantIds: readonly string[]): Promise<void> {
    if (grantIds.length > 0) await this.records.delete({ grantId: In([...grantIds]) });
  }

  /** What a client has of a person, over all models. @returns how many records that were */
  async deleteByClientOfAccount(accountId: string, clientId: string): Promise<number> {
    const { affected } = await this.records.delete({ accountId, clientId });
    return affected ?? 0;
  }

  async grantIdsOf(accountId: string, clientId: string): Promise<string[]> {
    const grants = await this.records.find({
      select: { model: true, idDigest: true, grantId: true },
      where: { model: 'Grant', accountId, clientId },
    });
    return grants.flatMap(({ grantId }) => (grantId === null ? [] : [grantId]));
  }

  /** Those of one model that an account has and that have neither ended nor been ended. */
  ofAccount(model: string, accountId: string, now: number): Promise<OAuthRecord[]> {
    const query = this.records
      .createQueryBuilder('record')
      .where({ model, accountId, expiresAt: MoreThan(now) });
    if (ISSUED_MODELS.has(model)) query.andWhere(OUTLIVES_CUTOFFS);
    return query.getMany();
  }

  /** When each client was last issued a token of that account, as far as there are records. */
  async lastIssued(accountId: string): Promise<Map<string, number>> {
    const rows = await this.records
      .createQueryBuilder('record')
      .select('record.client_id', 'clientId')
      .addSelect('MAX(record.created_at)', 'at')
      .where({ accountId, model: In(['AccessToken', 'RefreshToken']) })
      .groupBy('record.client_id')
      .getRawMany<{ clientId: string; at: number | string }>();
    return new Map(rows.map(({ clientId, at }) => [clientId, Number(at)]));
  }

  /** One statement, over all models but `spared`. */
  async deleteByAccount(accountId: string, spared: string): Promise<void> {
    await this.records.delete({ accountId, model: Not(spared) });
  }

  /** At most `limit` records that ended before `before`. @returns how many went */
  async deleteEnded(before: number, limit: number): Promise<number> {
    const ended = await this.records.find({
      select: { model: true, idDigest: true },
      where: { expiresAt: LessThan(before) },
      take: limit,
    });
    // Digests are unique in practice; the time makes sure that nothing that lives goes with them.
    const digests = ended.map(({ idDigest }) => idDigest);
    if (digests.length > 0) {
      await this.records.delete({ idDigest: In(digests), expiresAt: LessThan(before) });
    }
    return ended.length;
  }

  private findStanding(
    where: FindOptionsWhere<OAuthRecord> & { readonly model: string },
  ): Promise<OAuthRecord | null> {
    const query = this.records.createQueryBuilder('record').where(where);
    if (ISSUED_MODELS.has(where.model)) query.andWhere(OUTLIVES_CUTOFFS);
    return query.getOne();
  }

  private get records() {
    return this.database.manager.getRepository(OAuthRecord);
  }
}

/** Columns that are written together, in the order of the values. */
const UPSERTED = [
  ['model', 'model'],
  ['id_digest', 'idDigest'],
  ['grant_id', 'grantId'],
  ['client_id', 'clientId'],
  ['account_id', 'accountId'],
  ['uid_digest', 'uidDigest'],
  ['user_code_digest', 'userCodeDigest'],
  ['source_secret', 'sourceSecret'],
  ['parent_digest', 'parentDigest'],
  ['sealed_payload', 'sealedPayload'],
  ['expires_at', 'expiresAt'],
  ['created_at', 'createdAt'],
] as const;
/** What a second writing leaves as it is, beside the attempts and the consumption. */
const LASTING_COLUMNS: ReadonlySet<string> = new Set(['model', 'id_digest', 'created_at']);

const UPSERT = new Statement(`
  INSERT INTO oauth_records (${UPSERTED.map(([column]) => column).join(', ')}, attempts)
  VALUES (${UPSERTED.map(() => '?').join(', ')}, 0)
  ON CONFLICT (model, id_digest) DO UPDATE SET ${UPSERTED.map(([column]) => column)
    .filter((column) => !LASTING_COLUMNS.has(column))
    .map((column) => `${column} = excluded.${column}`)
    .join(', ')}`);
