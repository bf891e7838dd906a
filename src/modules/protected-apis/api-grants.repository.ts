import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { Database } from '../../platform/database/index.js';
import { ApiGrant } from './api-grant.entity.js';

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

  /** The APIs that any of the apps were granted. */
  async apisOf(appIds: readonly string[]): Promise<ApiGrant[]> {
    if (appIds.length === 0) return [];
    return this.grants.findBy({ appId: In([...appIds]) });
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
