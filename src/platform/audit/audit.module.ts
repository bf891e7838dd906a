import { Global, Module } from '@nestjs/common';
import { AuditLog } from './audit-log.js';

/** Makes the audit log injectable everywhere. */
@Global()
@Module({ providers: [AuditLog], exports: [AuditLog] })
export class AuditModule {}
