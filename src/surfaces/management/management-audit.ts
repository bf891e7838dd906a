import { Injectable } from '@nestjs/common';
import { AuditLog, type AuditDetail } from '../../platform/audit/index.js';
import type { Caller } from './caller.js';

/** What was done, to what. */
export interface ManagementAct {
  /** `<object>.<verb>`, such as `api_key.revoke`. */
  readonly action: string;
  /** Null: it concerns everything. */
  readonly targetId: string | null;
  /** What was made, where that is not the target. */
  readonly createdId?: string;
  /** A request body may stand here: passwords are left out. */
  readonly detail?: object;
}

/**
 * Records what administrators and owners do. Call it in the transaction of the change: the call's
 * `Idempotency-Key` is completed with it, so that it is used up exactly if the change is made.
 */
@Injectable()
export class ManagementAudit {
  constructor(private readonly log: AuditLog) {}

  /** @throws AppError `conflict` when the call was overtaken: see `Reservation.complete` */
  async record(caller: Caller, act: ManagementAct): Promise<void> {
    const { action, targetId, createdId, detail = {} } = act;
    const { principal, requestId, clientAddress, reservation } = caller;
    await reservation?.complete(createdId ?? targetId);
    await this.log.record({
      actorKind: principal.kind,
      actorId: principal.subject,
      action,
      targetType: action.slice(0, action.indexOf('.')),
      targetId,
      requestId,
      clientAddress,
      detail: { credential_id: principal.credentialId, ...asDetail(detail) },
    });
  }
}

/** Drops what JSON drops, and any password; times become numbers or texts as they are. */
function asDetail(body: object): AuditDetail {
  const text = JSON.stringify(body, (name, value: unknown) =>
    name === 'password' ? undefined : value,
  );
  return JSON.parse(text) as AuditDetail;
}
