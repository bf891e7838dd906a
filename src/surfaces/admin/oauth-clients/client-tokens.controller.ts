import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AdminAccess } from '../../../auth/index.js';
import { OAuthClientsService } from '../../../modules/oauth-clients/index.js';
import { TokenCutoffs } from '../../../modules/tokens/index.js';
import { Clock } from '../../../platform/clock.js';
import { AdminAudit } from '../admin-audit.js';
import { CurrentCaller, type Caller } from '../caller.js';
import { ObjectId } from '../object-id.js';
import {
  cutoffOf,
  revokeTokensSchema,
  toCutoffView,
  tokenCutoffSchema,
  type RevokeTokensRequest,
  type TokenCutoffView,
} from '../tokens/tokens.schema.js';

@ApiTags('OAuth clients')
@AdminAccess('admin:oauth-clients')
@Controller('admin/apps/:app_id/oauth-clients/:client_id/revoke-tokens')
export class ClientTokensController {
  constructor(
    private readonly clients: OAuthClientsService,
    private readonly cutoffs: TokenCutoffs,
    private readonly clock: Clock,
    private readonly audit: AdminAudit,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'revokeOAuthClientTokens',
    summary: 'End every token of a client that was issued before a time',
    description:
      'Access and refresh tokens, codes and grants, of all its users and of the client itself. Its secrets stay, and so does what its users have allowed.',
  })
  @ApiOkResponse({ standardSchema: tokenCutoffSchema })
  async revoke(
    @ObjectId('app_id', 'app') appId: string,
    @ObjectId('client_id', 'cli') clientId: string,
    @Body({ schema: revokeTokensSchema }) body: RevokeTokensRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<TokenCutoffView> {
    await this.clients.get(appId, clientId);
    const time = cutoffOf(body, this.clock.now());
    const notBefore = await this.cutoffs.endOfClient(clientId, time, (standing) =>
      this.audit.record(caller, {
        action: 'oauth_client.revoke_tokens',
        targetId: clientId,
        detail: toCutoffView(standing),
      }),
    );
    return toCutoffView(notBefore);
  }
}
