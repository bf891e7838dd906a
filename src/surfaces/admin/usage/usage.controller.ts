import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AdminAccess } from '../../../auth/index.js';
import type { ListPage } from '../../management/list-pages.js';
import { UsageReports } from '../../management/usage/usage-reports.js';
import {
  usagePageSchema,
  usageQuerySchema,
  type UsageRequest,
  type UsageView,
} from '../../management/usage/usage.schema.js';

@ApiTags('Usage')
@AdminAccess('admin:usage')
@Controller('admin/usage')
export class UsageController {
  constructor(private readonly reports: UsageReports) {}

  @Get()
  @ApiOperation({ operationId: 'getUsage', summary: 'Who called what, and how often' })
  @ApiOkResponse({ standardSchema: usagePageSchema })
  usage(@Query({ schema: usageQuerySchema }) query: UsageRequest): Promise<ListPage<UsageView>> {
    return this.reports.page(query);
  }
}
