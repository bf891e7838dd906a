import { Injectable } from '@nestjs/common';
import { disabling, given } from '../../kernel/changes.js';
import { AppError } from '../../kernel/errors/index.js';
import { newId } from '../../kernel/ids.js';
import { changedLimits } from '../../kernel/limits.js';
import { Clock } from '../../platform/clock.js';
import {
  Database,
  isUniqueViolation,
  type Also,
  type Page,
} from '../../platform/database/index.js';
import { ChangeEvents } from '../../platform/events/index.js';
import type { AppChanges, AppRecord, NewApp } from './app-record.js';
import { AppsRepository } from './apps.repository.js';

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
  async create(input: NewApp, also?: Also<AppRecord>): Promise<AppRecord> {
    const now = this.clock.now();
    const { name, description, ownerId, allowedScopes = null, limits = {} } = input;
    const id = newId('app', now);
    const app = {
      id,
      name,
      description,
      ownerId,
      allowedScopes,
      limits: changedLimits(null, limits),
      disabledAt: null,
      createdAt: now,
      updatedAt: now,
    };
    return this.database.transaction(async () => {
      await this.apps.insert(app);
      await also?.(app);
      return app;
    });
  }

  /** Sees to it that the server's own app of that id is there, whoever else does so at the same time. */
  async ensure(id: string, name: string, description: string): Promise<void> {
    if ((await this.apps.find(id)) !== null) return;
    const now = this.clock.now();
    const times = { disabledAt: null, createdAt: now, updatedAt: now };
    try {
      await this.apps.insert({
        ...{ id, name, description, ownerId: null, allowedScopes: null, limits: null },
        ...times,
      });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
  }

  list(limit: number, after: string | null): Promise<Page<AppRecord>> {
    return this.apps.list(limit, after);
  }

  listOwnedBy(ownerId: string, limit: number, after: string | null): Promise<Page<AppRecord>> {
    return this.apps.list(limit, after, { ownerId });
  }

  /** @throws AppError `not_found` */
  async get(id: string): Promise<AppRecord> {
    const app = await this.apps.find(id);
    if (app === null) throw new AppError('not_found');
    return app;
  }

  /**
   * Disabling an app refuses all its credentials until it is enabled again.
   *
   * @throws AppError `not_found`
   */
  async update(id: string, changes: AppChanges, also?: Also<AppRecord>): Promise<AppRecord> {
    const record = await this.database.transaction(async () => {
      const current = await this.apps.findLocked(id);
      if (current === null) throw new AppError('not_found');
      const now = this.clock.now();
      const columns = {
        ...given(changes, ['name', 'description', 'ownerId', 'allowedScopes']),
        ...(changes.limits === undefined
          ? {}
          : { limits: changedLimits(current.limits, changes.limits) }),
        ...disabling(current.disabledAt, changes.enabled, now),
        updatedAt: now,
      };
      await this.apps.update(id, columns);
      const updated = { ...current, ...columns };
      await also?.(updated);
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
  async remove(id: string, also?: Also<AppRecord>): Promise<void> {
    await this.database.transaction(async () => {
      const record = await this.get(id);
      if (!(await this.apps.delete(id))) throw new AppError('not_found');
      await also?.(record);
    });
    this.events.publish(`app:${id}`);
  }
}
