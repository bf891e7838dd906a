import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { Database, Statement } from '../../platform/database/index.js';
import { ApiGrant } from './api-grant.entity.js';

const OF_OWNER = new Statement<Pick<ApiGrant, 'apiId' | 'appId'>>(`
  SELECT granted.api_id AS "apiId", granted.app_id AS "appId"
  FROM api_grants granted JOIN apps app ON app.id = granted.app_id
  WHERE app.owner_id = ? ORDER BY granted.app_id`);

@Injectable()
export class ApiGrantsRepository {
  constructor(private readonly database: Database) {}

  find(apiId: string, appId: string): Promise<ApiGrant | null> {
    return this.grants.findOneBy({ apiId, appId });
  }

  /** Those of the newest apps first, at most `limit`, beginning behind the app whose id is `after`. */
  list(apiId: string, limit: number, after: string | null): Promise<ApiGrant[]> {
    return this.grants.find({
      where: { apiId, ...(after === null ? {} : { appId: LessThan(after) }) },
      order: { appId: 'DESC' },
      take: limit,
    });
  }

  /** What apps of this user were granted; by the name of a table that is another module's. */
  ofOwner(ownerId: string): Promise<Pick<ApiGrant, 'apiId' | 'appId'>[]> {
    return OF_OWNER.run(this.database, [ownerId]);
  }

  /** One statement: of two grants at the same time, one is the change of the other. */
  async upsert(grant: ApiGrant): Promise<void> {
    await this.grants
      .createQueryBuilder()
      .insert()
      .values(grant)
      .orUpdate(['limits', 'updated_at'], ['api_id', 'app_id'])
      .execute();
  }

  /** @returns false when there is no such grant. */
  async delete(apiId: string, appId: string): Promise<boolean> {
    const { affected } = await this.grants.delete({ apiId, appId });
    return (affected ?? 0) > 0;
  }

  private get grants() {
    return this.database.manager.getRepository(ApiGrant);
  }
}
