import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { AdminAccess } from '../../../auth/index.js';
import { TokenCutoffs } from '../../../modules/tokens/index.js';
import { ApiOkResponse, ApiOperation, ApiTags } from '../../../platform/api-description/index.js';
import { Clock } from '../../../platform/clock.js';
import { ManagementAudit } from '../../management/management-audit.js';
import { CurrentCaller, type Caller } from '../../management/caller.js';
import {
  cutoffOf,
  revokeTokensSchema,
  toCutoffView,
  tokenCutoffSchema,
  type RevokeTokensRequest,
  type TokenCutoffView,
} from '../../management/oauth-clients/token-cutoff.schema.js';

@ApiTags('Tokens')
@AdminAccess('admin:tokens')
@Controller('admin/tokens')
export class TokensController {
  constructor(
    private readonly cutoffs: TokenCutoffs,
    private readonly clock: Clock,
    private readonly audit: ManagementAudit,
  ) {}

  @Post('revoke')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'revokeAllTokens',
    summary: 'End every token and sign-in session that was issued before a time',
    description:
      'For everybody, the caller included: login tokens, access and refresh tokens, codes, consents of sessions and sign-in sessions. For use after a leak, and after a backup was restored. API keys, access keys and client secrets stay.',
  })
  @ApiOkResponse({ standardSchema: tokenCutoffSchema })
  async revoke(
    @Body({ schema: revokeTokensSchema }) body: RevokeTokensRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<TokenCutoffView> {
    const time = cutoffOf(body, this.clock.now());
    const notBefore = await this.cutoffs.endEverything(time, (standing) =>
      this.audit.record(caller, {
        action: 'tokens.revoke',
        targetId: null,
        detail: toCutoffView(standing),
      }),
    );
    return toCutoffView(notBefore);
  }
}
