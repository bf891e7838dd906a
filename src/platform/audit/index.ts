export type { ActorKind, AuditDetail, AuditEntry, AuditValue } from './audit-entry.js';
export { AuditLog } from './audit-log.js';
export { AuditModule } from './audit.module.js';
export { type AuditFilter, AuditReader } from './audit-reader.js';
export type { AuditEvent as RecordedEvent } from './audit-event.entity.js';
