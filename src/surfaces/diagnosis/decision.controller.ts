import { Controller, Get } from '@nestjs/common';
import {
  type Allowed,
  Authenticated,
  CurrentDecision,
  DecisionLog,
  type DecisionReport,
  mayRead,
} from '../../auth/index.js';
import { AppError } from '../../kernel/errors/index.js';
import { ApiOkResponse, ApiOperation, ApiTags } from '../../platform/api-description/index.js';
import { ObjectId } from '../management/object-id.js';
import { decisionSchema } from './decision.schema.js';

/** Why was I refused? */
@ApiTags('Diagnosis')
@Controller('decisions')
export class DecisionController {
  constructor(private readonly decisions: DecisionLog) {}

  @Get(':request_id')
  @Authenticated('api_key', 'access_token', 'login_token', 'app_token', 'person_token')
  @ApiOperation({
    operationId: 'getDecision',
    summary: 'How a call was decided, check by check',
    description:
      'For the credential that was called with, for another credential of its app, for the signed-in owner of the app, and for administrators (role `admin`, or the scope `admin:decisions`). For everybody else, and for what is no longer remembered: the same 404.',
  })
  @ApiOkResponse({ standardSchema: decisionSchema })
  async decision(
    @ObjectId('request_id', 'req') requestId: string,
    @CurrentDecision() viewer: Allowed,
  ): Promise<DecisionReport> {
    const filed = await this.decisions.find(requestId);
    if (filed === null || !mayRead(viewer.verified, filed.holder)) throw new AppError('not_found');
    return filed.report;
  }
}
