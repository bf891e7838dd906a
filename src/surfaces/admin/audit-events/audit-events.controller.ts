import { Controller, Get, Query } from '@nestjs/common';
import { AdminAccess } from '../../../auth/index.js';
import { ApiOkResponse, ApiOperation, ApiTags } from '../../../platform/api-description/index.js';
import { AuditReader } from '../../../platform/audit/index.js';
import { ListPages, type ListPage } from '../../management/list-pages.js';
import {
  auditPageSchema,
  auditQuerySchema,
  toAuditView,
  type AuditEventView,
  type AuditRequest,
} from './audit-events.schema.js';

@ApiTags('Audit')
@AdminAccess('admin:audit')
@Controller('admin/audit-events')
export class AuditEventsController {
  constructor(
    private readonly events: AuditReader,
    private readonly pages: ListPages,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listAuditEvents',
    summary: 'List what was changed, and by whom',
    description: 'Newest first. Events are only ever added.',
  })
  @ApiOkResponse({ standardSchema: auditPageSchema })
  list(
    @Query({ schema: auditQuerySchema }) query: AuditRequest,
  ): Promise<ListPage<AuditEventView>> {
    const { limit: _limit, cursor: _cursor, ...filter } = query;
    const { actor, target_id, ...rest } = filter;
    return this.pages.page(
      `audit-events ${JSON.stringify(filter)}`,
      query,
      (limit, after) =>
        this.events.list({ ...rest, actorId: actor, targetId: target_id }, limit, after),
      toAuditView,
    );
  }
}
