import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { Database } from '../../platform/database/index.js';
import { ApiKeySecret } from './api-key-secret.entity.js';
import { ApiKey } from './api-key.entity.js';

@Injectable()
export class ApiKeysRepository {
  constructor(private readonly database: Database) {}

  async insert(key: ApiKey, secret: ApiKeySecret): Promise<void> {
    await this.keys.insert(key);
    await this.insertSecret(secret);
  }

  async insertSecret(secret: ApiKeySecret): Promise<void> {
    await this.secrets.insert(secret);
  }

  find(appId: string, id: string): Promise<ApiKey | null> {
    return this.keys.findOneBy({ id, appId });
  }

  /** Newest first, at most `limit`, beginning behind the key whose id is `after`. */
  list(appId: string, limit: number, after: string | null): Promise<ApiKey[]> {
    const query = this.keys
      .createQueryBuilder('key')
      .where('key.appId = :appId', { appId })
      .orderBy('key.id', 'DESC')
      .take(limit);
    if (after !== null) query.andWhere('key.id < :after', { after });
    return query.getMany();
  }

  /** The secrets of several keys, newest first. */
  async secretsOf(keyIds: readonly string[]): Promise<ApiKeySecret[]> {
    if (keyIds.length === 0) return [];
    return this.secrets.find({
      where: { apiKeyId: In([...keyIds]) },
      // A secret that never retires is newer than one that was retired in the same millisecond.
      order: { createdAt: 'DESC', retiresAt: { direction: 'ASC', nulls: 'FIRST' } },
    });
  }

  /** @returns false when there is no such key, or it is revoked */
  async update(appId: string, id: string, changes: Partial<ApiKey>): Promise<boolean> {
    const { affected } = await this.keys.update({ id, appId, revokedAt: IsNull() }, changes);
    return affected === 1;
  }

  /** What is already on its way out ends now; the current secret ends at `until`. */
  async retireSecrets(keyId: string, now: number, until: number): Promise<void> {
    const retire = (at: number) =>
      this.secrets.createQueryBuilder().update().set({ retiresAt: at });
    await retire(now).where('api_key_id = :keyId AND retires_at > :now', { keyId, now }).execute();
    await retire(until).where('api_key_id = :keyId AND retires_at IS NULL', { keyId }).execute();
  }

  private get keys() {
    return this.database.manager.getRepository(ApiKey);
  }

  private get secrets() {
    return this.database.manager.getRepository(ApiKeySecret);
  }
}
