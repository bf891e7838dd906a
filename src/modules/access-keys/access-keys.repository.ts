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
import { AccessKeySecret } from './access-key-secret.entity.js';
import { AccessKey } from './access-key.entity.js';

@Injectable()
export class AccessKeysRepository {
  readonly secrets: RotatingSecrets<AccessKeySecret>;

  constructor(private readonly database: Database) {
    this.secrets = new RotatingSecrets(database, AccessKeySecret, 'accessKeyId');
  }

  async insert(key: AccessKey): Promise<void> {
    await this.keys.insert(key);
  }

  find(appId: string, id: string): Promise<AccessKey | null> {
    return this.keys.findOneBy({ id, appId });
  }

  /** Whichever app it is of. */
  findByAk(ak: string): Promise<AccessKey | null> {
    return this.keys.findOneBy({ ak });
  }

  /** Whichever app it is of. */
  findById(id: string): Promise<AccessKey | null> {
    return this.keys.findOneBy({ id });
  }

  /** The SKs that look like one, of whichever access key: a few at most. */
  secretsPreviewed(preview: string): Promise<AccessKeySecret[]> {
    return this.database.manager.getRepository(AccessKeySecret).findBy({ preview });
  }

  /** As `find`, for a decision in a transaction. */
  findLocked(appId: string, id: string): Promise<AccessKey | null> {
    return findLocked(this.keys, { id, appId });
  }

  list(appId: string, limit: number, after: string | null): Promise<Page<AccessKey>> {
    return findPage(this.keys, limit, after, { appId });
  }

  /** Over all apps, newest first. @param now epoch milliseconds */
  listHeld(
    filter: HeldFilter,
    place: { readonly limit: number; readonly after: string | null; readonly now: number },
  ): Promise<Page<Held<AccessKey>>> {
    return findHeldPage(this.keys, place, filter, {
      ends: { expires: false, revoked: true },
      secrets: { name: 'access_key_secrets', owner: 'access_key_id' },
    });
  }

  /** @returns false when there is no such access key, or it is revoked */
  async update(appId: string, id: string, changes: Partial<AccessKey>): Promise<boolean> {
    const { affected } = await this.keys.update({ id, appId, revokedAt: IsNull() }, changes);
    return affected === 1;
  }

  private get keys() {
    return this.database.manager.getRepository(AccessKey);
  }
}
