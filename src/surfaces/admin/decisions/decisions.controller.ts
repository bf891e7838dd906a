import { Controller, Get, Query } from '@nestjs/common';
import { AdminAccess, DecisionLog, type DecisionReport } from '../../../auth/index.js';
import { ApiOkResponse, ApiOperation, ApiTags } from '../../../platform/api-description/index.js';
import { ListPages, type ListPage } from '../../management/list-pages.js';
import {
  decisionPageSchema,
  decisionsQuerySchema,
  type DecisionsQuery,
  toDecisionFilter,
} from '../../management/decisions/decisions.schema.js';

@ApiTags('Diagnosis')
@AdminAccess('admin:decisions')
@Controller('admin/decisions')
export class DecisionsController {
  constructor(
    private readonly decisions: DecisionLog,
    private readonly pages: ListPages,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listDecisions',
    summary: 'List the latest decisions of this process, newest first',
    description:
      'What this process remembers: some 10,000 refusals and 2,000 allowed calls, none over a restart.',
  })
  @ApiOkResponse({ standardSchema: decisionPageSchema })
  async list(
    @Query({ schema: decisionsQuerySchema }) query: DecisionsQuery,
  ): Promise<ListPage<DecisionReport>> {
    const filter = toDecisionFilter(query);
    const find = (limit: number, after: string | null) =>
      Promise.resolve(this.decisions.page(filter, limit, after === null ? null : Number(after)));
    return this.pages.page('decisions', query, find, (report) => report);
  }
}
