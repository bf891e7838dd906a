import { Injectable } from '@nestjs/common';
import { In, LessThanOrEqual, Not } from 'typeorm';
import { Database, isPostgres } from '../../platform/database/index.js';
import { SigningKey, type SigningKeyState, type SigningKeyUse } from './signing-key.entity.js';

const TRUSTED: SigningKeyState[] = ['next', 'active', 'retiring'];
const NO_PRIVATE_PART = '';

/** All statements on `signing_keys`. Each step from one state to the next is one conditional statement. */
@Injectable()
export class SigningKeysRepository {
  constructor(private readonly database: Database) {}

  /** Whether other processes may change the table: an SQLite file has one. */
  get isShared(): boolean {
    return isPostgres(this.database.manager);
  }

  /** The keys whose signatures are accepted, the newest first. */
  listTrusted(): Promise<SigningKey[]> {
    return this.keys.find({
      where: { state: In(TRUSTED) },
      order: { createdAt: 'DESC', id: 'ASC' },
    });
  }

  /** The same keys in the same order, without their contents. */
  listTrustedStates(): Promise<Pick<SigningKey, 'id' | 'state'>[]> {
    return this.keys.find({
      select: { id: true, state: true },
      where: { state: In(TRUSTED) },
      order: { createdAt: 'DESC', id: 'ASC' },
    });
  }

  /** All trusted keys, and the newest of those that were. */
  async list(mostEnded: number): Promise<SigningKey[]> {
    const ended = await this.keys.find({
      where: { state: Not(In(TRUSTED)) },
      order: { createdAt: 'DESC', id: 'ASC' },
      take: mostEnded,
    });
    return [...(await this.listTrusted()), ...ended];
  }

  find(id: string): Promise<SigningKey | null> {
    return this.keys.findOneBy({ id });
  }

  findIn(use: SigningKeyUse, state: 'active' | 'next'): Promise<SigningKey | null> {
    return this.keys.findOneBy({ use, state });
  }

  async hasAny(use: SigningKeyUse): Promise<boolean> {
    return this.keys.existsBy({ use });
  }

  /** Nothing happens when the use has a key in that state already: who comes first has made it. */
  async insertUnlessThere(key: SigningKey): Promise<void> {
    await this.keys.createQueryBuilder().insert().values(key).orIgnore().execute();
  }

  /** @returns whether it was the active key until now */
  async demote(id: string, retiresAt: number): Promise<boolean> {
    const result = await this.keys.update(
      { id, state: 'active' },
      { state: 'retiring', retiresAt },
    );
    return result.affected === 1;
  }

  /** @returns whether it was waiting until now */
  async promote(id: string, now: number): Promise<boolean> {
    const result = await this.keys.update(
      { id, state: 'next' },
      { state: 'active', activatedAt: now },
    );
    return result.affected === 1;
  }

  /** Lets the waiting key sign if no key does. @returns whether it does now */
  async promoteInNeed(use: SigningKeyUse, now: number): Promise<boolean> {
    const result = await this.keys
      .createQueryBuilder()
      .update()
      .set({ state: 'active', activatedAt: now })
      .where({ use, state: 'next' })
      .andWhere(
        `NOT EXISTS (SELECT 1 FROM signing_keys standing
                     WHERE standing.use = :standingUse AND standing.state = 'active')`,
        { standingUse: use },
      )
      .execute();
    return result.affected === 1;
  }

  /** Ends trust in every key whose tokens have all ended, and erases what could sign with it. */
  async retireDue(now: number): Promise<void> {
    await this.keys.update(
      { state: 'retiring', retiresAt: LessThanOrEqual(now) },
      { state: 'retired', retiredAt: now, sealedPrivateJwk: NO_PRIVATE_PART },
    );
  }

  /** @returns whether it was not revoked until now */
  async revoke(id: string, now: number): Promise<boolean> {
    const result = await this.keys.update(
      { id, state: Not('revoked') },
      { state: 'revoked', revokedAt: now, sealedPrivateJwk: NO_PRIVATE_PART },
    );
    return result.affected === 1;
  }

  private get keys() {
    return this.database.manager.getRepository(SigningKey);
  }
}
