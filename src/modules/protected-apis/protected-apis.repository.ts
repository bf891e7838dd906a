import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { ProtectedApi } from './protected-api.entity.js';

/** Any number will do, as long as nothing else uses it. */
const APIS_LOCK = 7_205_002;

@Injectable()
export class ProtectedApisRepository {
  constructor(private readonly database: Database) {}

  /** Every API: there are few, and all of them are kept compiled. */
  all(): Promise<ProtectedApi[]> {
    return this.apis.find({ order: { id: 'ASC' } });
  }

  find(id: string): Promise<ProtectedApi | null> {
    return this.apis.findOneBy({ id });
  }

  /**
   * Call inside a transaction that reads APIs to decide what it writes: prefixes must not overlap, and
   * a change must not undo another. SQLite has one writer and needs no lock.
   */
  async lock(): Promise<void> {
    const { manager } = this.database;
    if (manager.dataSource.options.type !== 'postgres') return;
    await manager.query('SELECT pg_advisory_xact_lock($1)', [APIS_LOCK]);
  }

  /** Newest first, at most `limit`, beginning behind the API whose id is `after`. */
  list(limit: number, after: string | null): Promise<ProtectedApi[]> {
    const query = this.apis.createQueryBuilder('api').orderBy('api.id', 'DESC').take(limit);
    if (after !== null) query.where('api.id < :after', { after });
    return query.getMany();
  }

  async insert(api: ProtectedApi): Promise<void> {
    await this.apis.insert(api);
  }

  /** @returns false when there is no such API. */
  async update(id: string, changes: Partial<ProtectedApi>): Promise<boolean> {
    const { affected } = await this.apis.update({ id }, changes);
    return (affected ?? 0) > 0;
  }

  /** @returns false when there is no such API. */
  async delete(id: string): Promise<boolean> {
    const { affected } = await this.apis.delete({ id });
    return (affected ?? 0) > 0;
  }

  private get apis() {
    return this.database.manager.getRepository(ProtectedApi);
  }
}
