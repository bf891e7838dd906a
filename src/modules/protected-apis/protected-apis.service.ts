import { Injectable } from '@nestjs/common';
import { AppError } from '../../kernel/errors/index.js';
import { changedLimits } from '../../kernel/limits.js';
import { Clock } from '../../platform/clock.js';
import { AppConfig } from '../../platform/config/index.js';
import { Database, isUniqueViolation } from '../../platform/database/index.js';
import { ChangeEvents } from '../../platform/events/index.js';
import { ApiCatalogue } from './api-catalogue.js';
import { checkContradictions } from './api-contradictions.js';
import { checkHost } from './api-host.js';
import { checkPrefixes } from './api-prefix.js';
import { checkUnique } from './api-uniqueness.js';
import { compileApi, prefixesOf } from './compiled-api.js';
import { completeApi, type ProtectedApiInput, type ProtectedApiRecord } from './protected-api.js';
import { ProtectedApisRepository } from './protected-apis.repository.js';
import { checkReachable } from './route-rules.js';

/** Runs in the transaction of the change, so that what it writes stands or falls with it. */
type Also = (api: ProtectedApiRecord) => Promise<void>;

const nothing: Also = () => Promise.resolve();

/** What the API will be, and the statement that makes it so. */
interface PreparedWrite {
  readonly record: ProtectedApiRecord;
  readonly statement: () => Promise<unknown>;
}

/** Keeps the protected APIs. Every change publishes `protected_api:<id>` once it is committed. */
@Injectable()
export class ProtectedApisService {
  constructor(
    private readonly apis: ProtectedApisRepository,
    private readonly database: Database,
    private readonly events: ChangeEvents,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly catalogue: ApiCatalogue,
  ) {}

  /**
   * @throws AppError `invalid_request` for a member that does not compile, `conflict` for a name,
   *   audience or prefix that another API has.
   */
  async create(input: ProtectedApiInput, also: Also = nothing): Promise<ProtectedApiRecord> {
    const record = completeApi(input, this.config.publicUrl, this.clock.now());
    return this.write(also, () =>
      Promise.resolve({ record, statement: () => this.apis.insert({ ...record }) }),
    );
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

  /** @throws AppError `not_found`; otherwise as `create`. */
  async update(
    id: string,
    changes: Partial<ProtectedApiInput>,
    also: Also = nothing,
  ): Promise<ProtectedApiRecord> {
    const { limits, ...members } = changes;
    const given = Object.fromEntries(
      Object.entries(members).filter(([, value]) => value !== undefined),
    ) as Partial<ProtectedApiRecord>;
    return this.write(also, async () => {
      const current = await this.get(id);
      const columns = {
        ...given,
        ...(limits === undefined ? {} : { limits: changedLimits(current.limits, limits) }),
        updatedAt: this.clock.now(),
      };
      const record = { ...current, ...columns };
      return { record, statement: () => this.apis.update(id, columns) };
    });
  }

  /** @throws AppError `not_found` */
  async remove(id: string, also: Also = nothing): Promise<void> {
    await this.database.transaction(async () => {
      const record = await this.get(id);
      if (!(await this.apis.delete(id))) throw new AppError('not_found');
      await also(record);
    });
    await this.published(id);
  }

  /** @throws AppError `invalid_request` that points at the member */
  private check(api: ProtectedApiRecord): void {
    if (api.host !== null) checkHost(api.host, this.config.publicUrl);
    checkContradictions(api);
    compileApi(api);
    checkReachable(api.routes, prefixesOf(api));
  }

  /** The answer to a change is given when this instance acts on it; the others follow. */
  private async published(id: string): Promise<void> {
    this.events.publish(`protected_api:${id}`);
    // What cannot be read now is read by the next call, which is refused if it cannot be either.
    await Promise.resolve(this.catalogue.snapshot()).catch(() => undefined);
  }

  /** Checks what is about to be written against what is there, and writes it, in one transaction. */
  private async write(
    also: Also,
    prepare: () => Promise<PreparedWrite>,
  ): Promise<ProtectedApiRecord> {
    const record = await this.database
      .transaction(async () => {
        await this.apis.lock();
        const prepared = await prepare();
        this.check(prepared.record);
        const others = [...this.catalogue.builtIn, ...(await this.apis.all())];
        checkPrefixes(prepared.record, others);
        checkUnique(prepared.record, others);
        await prepared.statement();
        await also(prepared.record);
        return prepared.record;
      })
      .catch((error: unknown) => {
        throw isUniqueViolation(error) ? taken(error) : error;
      });
    await this.published(record.id);
    return record;
  }
}

function taken(cause: unknown): AppError {
  return new AppError('conflict', {
    detail: 'Another protected API has this name, audience or path prefix.',
    cause,
  });
}
