import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database } from '../../platform/database/index.js';
import { SigningKey } from './signing-key.entity.js';

/** All statements on `signing_keys`. */
@Injectable()
export class SigningKeysRepository {
  constructor(private readonly database: Database) {}

  /** The keys whose signatures are still accepted, the newest first. */
  listTrusted(): Promise<SigningKey[]> {
    return this.keys.find({
      where: { state: In(['active', 'retired']) },
      order: { createdAt: 'DESC', id: 'ASC' },
    });
  }

  /** Fails with a unique violation when the use already has an active key. */
  async insert(key: SigningKey): Promise<void> {
    await this.keys.insert(key);
  }

  private get keys() {
    return this.database.manager.getRepository(SigningKey);
  }
}
