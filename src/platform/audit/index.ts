export type { ActorKind, AuditDetail, AuditEntry, AuditValue } from './audit-entry.js';
export { AuditLog } from './audit-log.js';
export { AuditModule } from './audit.module.js';
