import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { App } from './app.entity.js';

@Injectable()
export class AppsRepository {
  constructor(private readonly database: Database) {}

  async insert(app: App): Promise<void> {
    await this.apps.insert(app);
  }

  find(id: string): Promise<App | null> {
    return this.apps.findOneBy({ id });
  }

  /** Newest first, at most `limit`, beginning behind the app whose id is `after`. */
  list(limit: number, after: string | null): Promise<App[]> {
    const query = this.apps.createQueryBuilder('app').orderBy('app.id', 'DESC').take(limit);
    if (after !== null) query.where('app.id < :after', { after });
    return query.getMany();
  }

  async update(id: string, changes: Partial<App>): Promise<void> {
    await this.apps.update({ id }, changes);
  }

  /** @returns false when there was no such app */
  async delete(id: string): Promise<boolean> {
    const { affected } = await this.apps.delete({ id });
    return (affected ?? 0) > 0;
  }

  private get apps() {
    return this.database.manager.getRepository(App);
  }
}
