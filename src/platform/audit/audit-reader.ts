import { Injectable } from '@nestjs/common';
import { Between } from 'typeorm';
import { Database, findPage, type Page } from '../database/index.js';
import { AuditEvent } from './audit-event.entity.js';

/** Which events are asked for; what is absent does not matter. */
export interface AuditFilter {
  readonly action?: string | undefined;
  readonly actorId?: string | undefined;
  readonly targetId?: string | undefined;
  /** Epoch milliseconds; `to` itself does not count. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** Reads the record of what was done, for people. */
@Injectable()
export class AuditReader {
  constructor(private readonly database: Database) {}

  /** Newest first, beginning behind the event with the id `after`. */
  list(filter: AuditFilter, limit: number, after: string | null): Promise<Page<AuditEvent>> {
    const { action, actorId, targetId, from = 0, to = Number.MAX_SAFE_INTEGER } = filter;
    return findPage(this.database.manager.getRepository(AuditEvent), limit, after, {
      at: Between(from, to - 1),
      ...(action === undefined ? {} : { action }),
      ...(actorId === undefined ? {} : { actorId }),
      ...(targetId === undefined ? {} : { targetId }),
    });
  }
}
