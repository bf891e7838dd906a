import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/ids.js';
import { Clock } from '../clock.js';
import { Database } from '../database/index.js';
import type { AuditEntry } from './audit-entry.js';
import { AuditEvent } from './audit-event.entity.js';
import { redactDetail } from './redact-detail.js';

/** The append-only record of what was done, by whom. */
@Injectable()
export class AuditLog {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Adds one entry, in the transaction that the caller runs in: called beside a change, the change
   * and its entry exist together or not at all.
   */
  async record(entry: AuditEntry): Promise<void> {
    const at = this.clock.now();
    await this.database.manager.insert(AuditEvent, {
      id: newId('aud', at),
      at,
      actorKind: entry.actorKind,
      actorId: fitting(entry.actorId, 64),
      action: entry.action,
      targetType: entry.targetType,
      targetId: fitting(entry.targetId, 64),
      requestId: fitting(entry.requestId, 40),
      clientAddress: fitting(entry.clientAddress, 64),
      detail: redactDetail(entry.detail ?? {}),
    });
  }
}

/** Some of these come from a caller; an entry must not fail for that. Postgres stores no NUL. */
function fitting(value: string | null, length: number): string | null {
  return value === null ? null : value.replaceAll('\0', '').slice(0, length);
}
