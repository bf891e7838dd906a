import { Injectable } from '@nestjs/common';
import { Database, findLocked, findPage, type Page } from '../../platform/database/index.js';
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

  /** As `find`, for a decision in a transaction. */
  findLocked(id: string): Promise<App | null> {
    return findLocked(this.apps, { id });
  }

  list(
    limit: number,
    after: string | null,
    where: { readonly ownerId?: string } = {},
  ): Promise<Page<App>> {
    return findPage(this.apps, limit, after, where);
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
