import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThan, Not } from 'typeorm';
import { Database } from '../../platform/database/index.js';
import { OAuthRecord } from './oauth-record.entity.js';

/** All statements on `oauth_records`. */
@Injectable()
export class OAuthRecordsRepository {
  constructor(private readonly database: Database) {}

  /** Inserts or replaces; a record that was consumed stays consumed. */
  async upsert(record: Omit<OAuthRecord, 'consumedAt'>): Promise<void> {
    await this.records
      .createQueryBuilder()
      .insert()
      .values({ ...record, consumedAt: null })
      .orUpdate(REPLACED_COLUMNS, ['model', 'id_digest'])
      .execute();
  }

  find(model: string, idDigest: string): Promise<OAuthRecord | null> {
    return this.records.findOneBy({ model, idDigest });
  }

  findByUid(model: string, uidDigest: string): Promise<OAuthRecord | null> {
    return this.records.findOneBy({ model, uidDigest });
  }

  findByUserCode(model: string, userCodeDigest: string): Promise<OAuthRecord | null> {
    return this.records.findOneBy({ model, userCodeDigest });
  }

  /** One conditional statement: of several callers, in any process, one is told true. */
  async consume(model: string, idDigest: string, now: number): Promise<boolean> {
    const result = await this.records.update(
      { model, idDigest, consumedAt: IsNull() },
      { consumedAt: now },
    );
    return result.affected === 1;
  }

  async delete(model: string, idDigest: string): Promise<void> {
    await this.records.delete({ model, idDigest });
  }

  async deleteByGrant(model: string, grantId: string): Promise<void> {
    await this.records.delete({ model, grantId });
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

  private get records() {
    return this.database.manager.getRepository(OAuthRecord);
  }
}

/** All but the key, the time of creation and the consumption. */
const REPLACED_COLUMNS = [
  'grant_id',
  'client_id',
  'account_id',
  'uid_digest',
  'user_code_digest',
  'sealed_payload',
  'expires_at',
];
