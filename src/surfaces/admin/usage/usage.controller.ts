import { Controller, Get, Query } from '@nestjs/common';
import { AdminAccess } from '../../../auth/index.js';
import { ApiOkResponse, ApiOperation, ApiTags } from '../../../platform/api-description/index.js';
import type { ListPage } from '../../management/list-pages.js';
import { UsageAnswers } from '../../management/usage/usage-answers.js';
import {
  usagePageSchema,
  usageQuerySchema,
  type UsageRequest,
  type UsageRowView,
} from '../../management/usage/usage.schema.js';

@ApiTags('Usage')
@AdminAccess('admin:usage')
@Controller('admin/usage')
export class UsageController {
  constructor(private readonly usage: UsageAnswers) {}

  @Get()
  @ApiOperation({
    operationId: 'getUsage',
    summary: 'Count the calls of everybody',
    description: 'Oldest period first; what was not called at all has no row.',
  })
  @ApiOkResponse({ standardSchema: usagePageSchema })
  get(@Query({ schema: usageQuerySchema }) query: UsageRequest): Promise<ListPage<UsageRowView>> {
    return this.usage.answer(query);
  }
}
