import { Injectable } from '@nestjs/common';
import { AppError } from '../../kernel/errors/index.js';
import { newId } from '../../kernel/ids.js';
import { CREDENTIAL_KINDS } from '../../kernel/principal.js';
import { Clock } from '../../platform/clock.js';
import { AppConfig } from '../../platform/config/index.js';
import { Database, isUniqueViolation } from '../../platform/database/index.js';
import { ChangeEvents } from '../../platform/events/index.js';
import { checkPrefixes } from './api-prefix.js';
import { compileApi } from './compiled-api.js';
import type { ProtectedApiInput, ProtectedApiRecord } from './protected-api.js';
import { ProtectedApisRepository } from './protected-apis.repository.js';

/** Runs in the transaction of the change, so that what it writes stands or falls with it. */
type Also = (api: ProtectedApiRecord) => Promise<void>;

const nothing: Also = () => Promise.resolve();

/** Keeps the protected APIs. Every change publishes `protected_api:<id>` once it is committed. */
@Injectable()
export class ProtectedApisService {
  constructor(
    private readonly apis: ProtectedApisRepository,
    private readonly database: Database,
    private readonly events: ChangeEvents,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /**
   * @throws AppError `invalid_request` for a member that does not compile, `conflict` for a name,
   *   audience or prefix that another API has.
   */
  async create(input: ProtectedApiInput, also: Also = nothing): Promise<ProtectedApiRecord> {
    const now = this.clock.now();
    const record: ProtectedApiRecord = {
      id: newId('api', now),
      name: input.name,
      audience: input.audience ?? `${this.config.publicUrl}${input.pathPrefix}`,
      pathPrefix: input.pathPrefix,
      pathAliases: input.pathAliases ?? [],
      upstream: input.upstream ?? null,
      scopes: input.scopes ?? [],
      accept: input.accept ?? [...CREDENTIAL_KINDS],
      queryKey: input.queryKey ?? false,
      anonymous: input.anonymous ?? null,
      rateLimit: input.rateLimit ?? null,
      routes: input.routes ?? [],
      createdAt: now,
      updatedAt: now,
    };
    return this.write(record, also, () => this.apis.insert({ ...record }));
  }

  /** Newest first. `next` is what to pass as `after` for the rest, null at the end. */
  async list(
    limit: number,
    after: string | null,
  ): Promise<{ items: ProtectedApiRecord[]; next: string | null }> {
    const found = await this.apis.list(limit + 1, after);
    const items = found.slice(0, limit);
    return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  /** @throws AppError `not_found` */
  async get(id: string): Promise<ProtectedApiRecord> {
    const api = await this.apis.find(id);
    if (api === null) throw new AppError('not_found');
    return api;
  }

  findByName(name: string): Promise<ProtectedApiRecord | null> {
    return this.apis.findByName(name);
  }

  /** @throws AppError `not_found`; otherwise as `create`. */
  async update(
    id: string,
    changes: Partial<ProtectedApiInput>,
    also: Also = nothing,
  ): Promise<ProtectedApiRecord> {
    const current = await this.get(id);
    const given = Object.fromEntries(
      Object.entries(changes).filter(([, value]) => value !== undefined),
    ) as Partial<ProtectedApiRecord>;
    const record = { ...current, ...given, updatedAt: this.clock.now() };
    return this.write(record, also, async () => {
      const { id: _id, createdAt: _createdAt, ...columns } = record;
      if (!(await this.apis.update(id, columns))) throw new AppError('not_found');
    });
  }

  /** @throws AppError `not_found` */
  async remove(id: string, also: Also = nothing): Promise<void> {
    await this.database.transaction(async () => {
      const record = await this.get(id);
      if (!(await this.apis.delete(id))) throw new AppError('not_found');
      await also(record);
    });
    this.events.publish(`protected_api:${id}`);
  }

  private async write(
    record: ProtectedApiRecord,
    also: Also,
    statement: () => Promise<void>,
  ): Promise<ProtectedApiRecord> {
    compileApi(record);
    try {
      await this.database.transaction(async () => {
        checkPrefixes(record, await this.apis.all());
        await statement();
        await also(record);
      });
    } catch (error) {
      if (isUniqueViolation(error)) {
        throw new AppError('conflict', {
          detail: 'Another protected API has this name, audience or path prefix.',
          cause: error,
        });
      }
      throw error;
    }
    this.events.publish(`protected_api:${record.id}`);
    return record;
  }
}
