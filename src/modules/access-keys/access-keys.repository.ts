import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { Database } from '../../platform/database/index.js';
import { AccessKeySecret } from './access-key-secret.entity.js';
import { AccessKey } from './access-key.entity.js';

@Injectable()
export class AccessKeysRepository {
  constructor(private readonly database: Database) {}

  async insert(key: AccessKey, secret: AccessKeySecret): Promise<void> {
    await this.keys.insert(key);
    await this.insertSecret(secret);
  }

  async insertSecret(secret: AccessKeySecret): Promise<void> {
    await this.secrets.insert(secret);
  }

  find(appId: string, id: string): Promise<AccessKey | null> {
    return this.keys.findOneBy({ id, appId });
  }

  /** Newest first, at most `limit`, beginning behind the access key whose id is `after`. */
  list(appId: string, limit: number, after: string | null): Promise<AccessKey[]> {
    const query = this.keys
      .createQueryBuilder('key')
      .where('key.appId = :appId', { appId })
      .orderBy('key.id', 'DESC')
      .take(limit);
    if (after !== null) query.andWhere('key.id < :after', { after });
    return query.getMany();
  }

  /** The secrets of several access keys, newest first. */
  async secretsOf(keyIds: readonly string[]): Promise<AccessKeySecret[]> {
    if (keyIds.length === 0) return [];
    return this.secrets.find({
      where: { accessKeyId: In([...keyIds]) },
      // A secret that never retires is newer than one that was retired in the same millisecond.
      order: { createdAt: 'DESC', retiresAt: { direction: 'ASC', nulls: 'FIRST' } },
    });
  }

  /** @returns false when there is no such access key, or it is revoked */
  async update(appId: string, id: string, changes: Partial<AccessKey>): Promise<boolean> {
    const { affected } = await this.keys.update({ id, appId, revokedAt: IsNull() }, changes);
    return affected === 1;
  }

  /** What is already on its way out ends now; the current secret ends at `until`. */
  async retireSecrets(keyId: string, now: number, until: number): Promise<void> {
    const retire = (at: number) =>
      this.secrets.createQueryBuilder().update().set({ retiresAt: at });
    await retire(now)
      .where('access_key_id = :keyId AND retires_at > :now', { keyId, now })
      .execute();
    await retire(until).where('access_key_id = :keyId AND retires_at IS NULL', { keyId }).execute();
  }

  private get keys() {
    return this.database.manager.getRepository(AccessKey);
  }

  private get secrets() {
    return this.database.manager.getRepository(AccessKeySecret);
  }
}
