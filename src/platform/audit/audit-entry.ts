import type { PrincipalKind } from '../../kernel/principal.js';

/** Who acted: a principal, or the server itself (boot, expiry). */
export type ActorKind = PrincipalKind | 'system';

export type AuditValue = string | number | boolean | null | readonly AuditValue[] | AuditDetail;

/** What is worth knowing beyond the named fields: names, ids, reasons, previews. Never a secret. */
export interface AuditDetail {
  readonly [name: string]: AuditValue;
}

export interface AuditEntry {
  readonly actorKind: ActorKind;
  readonly actorId: string | null;
  /** `<object>.<verb>`, such as `api_key.revoke`. */
  readonly action: string;
  /** The object's kind, such as `api_key`. */
  readonly targetType: string;
  readonly targetId: string | null;
  readonly requestId: string | null;
  readonly clientAddress: string | null;
  readonly detail?: AuditDetail;
}
