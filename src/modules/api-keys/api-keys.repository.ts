import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import {
  Database,
  findHeldPage,
  findLocked,
  findPage,
  RotatingSecrets,
  type Held,
  type HeldFilter,
  type Page,
} from '../../platform/database/index.js';
import { ApiKeySecret } from './api-key-secret.entity.js';
import { ApiKey } from './api-key.entity.js';

@Injectable()
export class ApiKeysRepository {
  readonly secrets: RotatingSecrets<ApiKeySecret>;

  constructor(private readonly database: Database) {
    this.secrets = new RotatingSecrets(database, ApiKeySecret, 'apiKeyId');
  }

  async insert(key: ApiKey): Promise<void> {
    await this.keys.insert(key);
  }

  find(appId: string, id: string): Promise<ApiKey | null> {
    return this.keys.findOneBy({ id, appId });
  }

  /** Whichever app it is of. */
  async findBySecret(digest: string): Promise<{ key: ApiKey; secret: ApiKeySecret } | null> {
    const secret = await this.database.manager.getRepository(ApiKeySecret).findOneBy({ digest });
    const key = secret === null ? null : await this.keys.findOneBy({ id: secret.apiKeyId });
    return secret === null || key === null ? null : { key, secret };
  }

  /** As `find`, for a decision in a transaction. */
  findLocked(appId: string, id: string): Promise<ApiKey | null> {
    return findLocked(this.keys, { id, appId });
  }

  list(appId: string, limit: number, after: string | null): Promise<Page<ApiKey>> {
    return findPage(this.keys, limit, after, { appId });
  }

  /** Over all apps, newest first. @param now epoch milliseconds */
  listHeld(
    filter: HeldFilter,
    place: { readonly limit: number; readonly after: string | null; readonly now: number },
  ): Promise<Page<Held<ApiKey>>> {
    return findHeldPage(this.keys, place, filter, {
      ends: { expires: true, revoked: true },
      secrets: { name: 'api_key_secrets', owner: 'api_key_id' },
    });
  }

  /** @returns false when there is no such key, or it is revoked */
  async update(appId: string, id: string, changes: Partial<ApiKey>): Promise<boolean> {
    const { affected } = await this.keys.update({ id, appId, revokedAt: IsNull() }, changes);
    return affected === 1;
  }

  private get keys() {
    return this.database.manager.getRepository(ApiKey);
  }
}
