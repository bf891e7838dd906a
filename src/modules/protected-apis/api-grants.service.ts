import { Injectable } from '@nestjs/common';
import { AppError } from '../../kernel/errors/index.js';
import { changedLimits, type LimitChanges } from '../../kernel/limits.js';
import { Clock } from '../../platform/clock.js';
import {
  type Also,
  Database,
  isForeignKeyViolation,
  type Page,
} from '../../platform/database/index.js';
import { ChangeEvents } from '../../platform/events/index.js';
import type { ApiGrant } from './api-grant.entity.js';
import { ApiGrantsRepository } from './api-grants.repository.js';
import { ProtectedApisRepository } from './protected-apis.repository.js';

/** A grant as the rest of the program sees it. Times are epoch milliseconds. */
export type ApiGrantRecord = Readonly<ApiGrant>;

const nothing: Also<ApiGrantRecord> = () => Promise.resolve();

/** Keeps which apps were granted which APIs. Every change publishes the grant's tag once committed. */
@Injectable()
export class ApiGrantsService {
  constructor(
    private readonly grants: ApiGrantsRepository,
    private readonly apis: ProtectedApisRepository,
    private readonly database: Database,
    private readonly events: ChangeEvents,
    private readonly clock: Clock,
  ) {}

  /**
   * Grants the API, or changes the grant as a whole: limits that are not given are none.
   *
   * @throws AppError `not_found` for an API or an app that is not there
   */
  async put(
    apiId: string,
    appId: string,
    limits: LimitChanges = {},
    also: Also<ApiGrantRecord> = nothing,
  ): Promise<ApiGrantRecord> {
    const now = this.clock.now();
    const written = await this.database
      .transaction(async () => {
        const stated = changedLimits(null, limits);
        await this.grants.upsert({ apiId, appId, limits: stated, createdAt: now, updatedAt: now });
        const grant = await this.get(apiId, appId);
        await also(grant);
        return grant;
      })
      .catch((error: unknown) => {
        throw isForeignKeyViolation(error) ? new AppError('not_found', { cause: error }) : error;
      });
    this.events.publish(grantTag(apiId, appId));
    return written;
  }

  /** @throws AppError `not_found` */
  async get(apiId: string, appId: string): Promise<ApiGrantRecord> {
    const grant = await this.grants.find(apiId, appId);
    if (grant === null) throw new AppError('not_found');
    return grant;
  }

  /** Those of the newest apps first. @throws AppError `not_found` for an API that is not there */
  async list(apiId: string, limit: number, after: string | null): Promise<Page<ApiGrantRecord>> {
    if ((await this.apis.find(apiId)) === null) throw new AppError('not_found');
    const found = await this.grants.list(apiId, limit + 1, after);
    const items = found.slice(0, limit);
    return { items, next: found.length > limit ? (items.at(-1)?.appId ?? null) : null };
  }

  /** The ids of this user's apps that were granted an API, by the API's id. */
  async ofOwner(ownerId: string): Promise<ReadonlyMap<string, string[]>> {
    const granted = new Map<string, string[]>();
    for (const { apiId, appId } of await this.grants.ofOwner(ownerId)) {
      granted.set(apiId, [...(granted.get(apiId) ?? []), appId]);
    }
    return granted;
  }

  /** @throws AppError `not_found` */
  async remove(apiId: string, appId: string, also: Also<ApiGrantRecord> = nothing): Promise<void> {
    await this.database.transaction(async () => {
      const grant = await this.get(apiId, appId);
      if (!(await this.grants.delete(apiId, appId))) throw new AppError('not_found');
      await also(grant);
    });
    this.events.publish(grantTag(apiId, appId));
  }
}

/** The change message of one grant. */
export function grantTag(apiId: string, appId: string): string {
  return `api_grant:${apiId}/${appId}`;
}
