import { Injectable } from '@nestjs/common';
import { AppError } from '../../kernel/errors/index.js';
import { newId } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/index.js';
import { ChangeEvents } from '../../platform/events/index.js';
import { toAppRecord, type AppChanges, type AppRecord, type NewApp } from './app-record.js';
import type { App } from './app.entity.js';
import { AppsRepository } from './apps.repository.js';

/** Runs in the transaction of the change, so that what it writes stands or falls with it. */
type Also = (app: AppRecord) => Promise<void>;

const nothing: Also = () => Promise.resolve();

/** The apps that own credentials. Every change publishes `app:<id>` once it is committed. */
@Injectable()
export class AppsService {
  constructor(
    private readonly apps: AppsRepository,
    private readonly database: Database,
    private readonly events: ChangeEvents,
    private readonly clock: Clock,
  ) {}

  /** The owner, if any, must be an existing user: that is the caller's to know. */
  async create(input: NewApp, also: Also = nothing): Promise<AppRecord> {
    const now = this.clock.now();
    const { name, description, ownerId } = input;
    const id = newId('app', now);
    const app: App = {
      id,
      name,
      description,
      ownerId,
      disabledAt: null,
      createdAt: now,
      updatedAt: now,
    };
    return this.database.transaction(async () => {
      await this.apps.insert(app);
      const record = toAppRecord(app);
      await also(record);
      return record;
    });
  }

  /** Newest first. `next` is what to pass as `after` for the rest, null at the end. */
  async list(
    limit: number,
    after: string | null,
  ): Promise<{ items: AppRecord[]; next: string | null }> {
    const found = await this.apps.list(limit + 1, after);
    const items = found.slice(0, limit).map(toAppRecord);
    return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  /** @throws AppError `not_found` */
  async get(id: string): Promise<AppRecord> {
    return toAppRecord(await this.find(id));
  }

  /**
   * Disabling an app refuses all its credentials until it is enabled again.
   *
   * @throws AppError `not_found`
   */
  async update(id: string, changes: AppChanges, also: Also = nothing): Promise<AppRecord> {
    const record = await this.database.transaction(async () => {
      const current = await this.find(id);
      await this.apps.update(id, this.toColumns(current, changes));
      const updated = toAppRecord(await this.find(id));
      await also(updated);
      return updated;
    });
    this.events.publish(`app:${id}`);
    return record;
  }

  /**
   * Removes the app and everything that belongs to it.
   *
   * @throws AppError `not_found`
   */
  async remove(id: string, also: Also = nothing): Promise<void> {
    await this.database.transaction(async () => {
      const record = toAppRecord(await this.find(id));
      if (!(await this.apps.delete(id))) throw new AppError('not_found');
      await also(record);
    });
    this.events.publish(`app:${id}`);
  }

  private async find(id: string): Promise<App> {
    const app = await this.apps.find(id);
    if (app === null) throw new AppError('not_found');
    return app;
  }

  private toColumns(current: App, changes: AppChanges): Partial<App> {
    const now = this.clock.now();
    const columns: Partial<App> = { updatedAt: now };
    if (changes.name !== undefined) columns.name = changes.name;
    if (changes.description !== undefined) columns.description = changes.description;
    if (changes.ownerId !== undefined) columns.ownerId = changes.ownerId;
    if (changes.enabled === true) columns.disabledAt = null;
    if (changes.enabled === false) columns.disabledAt = current.disabledAt ?? now;
    return columns;
  }
}
