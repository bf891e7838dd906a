import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AccountAccess } from '../../../auth/index.js';
import { CurrentCaller, type Caller } from '../../management/caller.js';
import type { ListPage } from '../../management/list-pages.js';
import { UsageReports } from '../../management/usage/usage-reports.js';
import {
  usagePageSchema,
  usageQuerySchema,
  type UsageRequest,
  type UsageView,
} from '../../management/usage/usage.schema.js';

@ApiTags('Usage')
@AccountAccess('account:usage')
@Controller('account/usage')
export class OwnUsageController {
  constructor(private readonly reports: UsageReports) {}

  @Get()
  @ApiOperation({
    operationId: 'getMyUsage',
    summary: 'What the apps of yours called, and how often',
    description: 'Filters that name things of others find nothing.',
  })
  @ApiOkResponse({ standardSchema: usagePageSchema })
  usage(
    @Query({ schema: usageQuerySchema }) query: UsageRequest,
    @CurrentCaller() { principal }: Caller,
  ): Promise<ListPage<UsageView>> {
    return this.reports.page(query, principal.subject);
  }
}
