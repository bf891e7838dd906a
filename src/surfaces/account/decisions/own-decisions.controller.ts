import { Controller, Get, Query } from '@nestjs/common';
import { AccountAccess, DecisionLog, type DecisionReport } from '../../../auth/index.js';
import { ApiOkResponse, ApiOperation, ApiTags } from '../../../platform/api-description/index.js';
import { CurrentCaller, type Caller } from '../../management/caller.js';
import {
  decisionPageSchema,
  decisionsQuerySchema,
  type DecisionsQuery,
  toDecisionFilter,
} from '../../management/decisions/decisions.schema.js';
import { ListPages, type ListPage } from '../../management/list-pages.js';

@ApiTags('Diagnosis')
@AccountAccess('account:decisions')
@Controller('account/decisions')
export class OwnDecisionsController {
  constructor(
    private readonly decisions: DecisionLog,
    private readonly pages: ListPages,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listMyDecisions',
    summary: 'List the latest decisions about you and your apps, newest first',
    description:
      'What this process remembers of calls that showed a credential of yours or of an app that you owned then. A refusal before a credential was proved is nobody’s: find it by its request id.',
  })
  @ApiOkResponse({ standardSchema: decisionPageSchema })
  async list(
    @Query({ schema: decisionsQuerySchema }) query: DecisionsQuery,
    @CurrentCaller() { principal: { subject } }: Caller,
  ): Promise<ListPage<DecisionReport>> {
    const filter = toDecisionFilter(query, subject);
    const find = (limit: number, after: string | null) =>
      Promise.resolve(this.decisions.page(filter, limit, after === null ? null : Number(after)));
    return this.pages.page(`decisions of ${subject}`, query, find, (report) => report);
  }
}
