import { Body, HttpCode, Injectable, Post } from '@nestjs/common';
import { OAuthClientsService } from '../../../modules/oauth-clients/index.js';
import { TokenCutoffs } from '../../../modules/tokens/index.js';
import { ApiOkResponse, ApiOperation } from '../../../platform/api-description/index.js';
import { Clock } from '../../../platform/clock.js';
import { Authority } from '../authority.js';
import { ManagementAudit } from '../management-audit.js';
import { CurrentCaller, type Caller } from '../caller.js';
import { ObjectId } from '../object-id.js';
import {
  cutoffOf,
  revokeTokensSchema,
  toCutoffView,
  tokenCutoffSchema,
  type RevokeTokensRequest,
  type TokenCutoffView,
} from './token-cutoff.schema.js';

/** Everything that was issued to an OAuth client. */
@Injectable()
export abstract class ClientTokenRoutes {
  constructor(
    private readonly authority: Authority,
    private readonly clients: OAuthClientsService,
    private readonly cutoffs: TokenCutoffs,
    private readonly clock: Clock,
    private readonly audit: ManagementAudit,
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
    await this.authority.app(caller.principal, appId);
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
