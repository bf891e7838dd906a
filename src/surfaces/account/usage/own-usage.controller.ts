import { Controller, Get, Query } from '@nestjs/common';
import { AccountAccess } from '../../../auth/index.js';
import { ApiOkResponse, ApiOperation, ApiTags } from '../../../platform/api-description/index.js';
import { CurrentCaller, type Caller } from '../../management/caller.js';
import type { ListPage } from '../../management/list-pages.js';
import { UsageAnswers } from '../../management/usage/usage-answers.js';
import {
  usagePageSchema,
  usageQuerySchema,
  type UsageRequest,
  type UsageRowView,
} from '../../management/usage/usage.schema.js';

@ApiTags('Usage')
@AccountAccess('account:usage')
@Controller('account/usage')
export class OwnUsageController {
  constructor(private readonly usage: UsageAnswers) {}

  @Get()
  @ApiOperation({
    operationId: 'getMyUsage',
    summary: 'Count the calls of your apps',
    description: 'Oldest period first. An app that is not yours has no calls here.',
  })
  @ApiOkResponse({ standardSchema: usagePageSchema })
  get(
    @Query({ schema: usageQuerySchema }) query: UsageRequest,
    @CurrentCaller() { principal }: Caller,
  ): Promise<ListPage<UsageRowView>> {
    return this.usage.answer(query, principal.subject);
  }
}
