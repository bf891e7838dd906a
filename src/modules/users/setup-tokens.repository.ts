import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { SetupToken } from './setup-token.entity.js';

@Injectable()
export class SetupTokensRepository {
  constructor(private readonly database: Database) {}

  async insert(token: SetupToken): Promise<void> {
    await this.tokens.insert(token);
  }

  async isLive(digest: string, now: number): Promise<boolean> {
    const token = await this.tokens.findOneBy({ digest });
    return token !== null && token.consumedAt === null && token.expiresAt > now;
  }

  /** @returns true for one caller only, and only while the token is live */
  async consume(digest: string, now: number): Promise<boolean> {
    const { affected } = await this.tokens
      .createQueryBuilder()
      .update()
      .set({ consumedAt: now })
      .where('digest = :digest AND consumed_at IS NULL AND expires_at > :now', { digest, now })
      .execute();
    return affected === 1;
  }

  async deleteExpired(now: number): Promise<void> {
    await this.tokens.createQueryBuilder().delete().where('expires_at <= :now', { now }).execute();
  }

  private get tokens() {
    return this.database.manager.getRepository(SetupToken);
  }
}
