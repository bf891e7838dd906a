import { Body, Delete, Get, HttpCode, Injectable, Post } from '@nestjs/common';
import { ClientSecretsService, OAuthClientsService } from '../../../modules/oauth-clients/index.js';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
} from '../../../platform/api-description/index.js';
import { Authority } from '../authority.js';
import { ManagementAudit } from '../management-audit.js';
import { CurrentCaller, type Caller } from '../caller.js';
import { OncePerKey } from '../idempotency/once-per-key.decorator.js';
import { ObjectId } from '../object-id.js';
import {
  addSecretSchema,
  clientSecretListSchema,
  issuedSecretSchema,
  toSecretView,
  type AddSecretRequest,
  type ClientSecretList,
  type IssuedSecretView,
} from './client-secrets.schema.js';

/** The secrets of an OAuth client. */
@Injectable()
export abstract class ClientSecretRoutes {
  constructor(
    private readonly clients: OAuthClientsService,
    private readonly secrets: ClientSecretsService,
    private readonly authority: Authority,
    private readonly audit: ManagementAudit,
  ) {}

  @Post()
  @OncePerKey()
  @ApiOperation({
    operationId: 'addOAuthClientSecret',
    summary: 'Add a secret beside those that are there, or in their place',
  })
  @ApiCreatedResponse({ standardSchema: issuedSecretSchema })
  async add(
    @ObjectId('app_id', 'app') appId: string,
    @ObjectId('client_id', 'cli') clientId: string,
    @Body({ schema: addSecretSchema }) body: AddSecretRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<IssuedSecretView> {
    const app = await this.authority.app(caller.principal, appId);
    const client = await this.clients.get(appId, clientId);
    // Whoever gets a working secret has what the client has.
    this.authority.assertMayRegister(caller.principal, app, client);
    const terms = { expiresAt: body.expires_at, overlapSeconds: body.overlap_seconds };
    const issued = await this.secrets.add(appId, clientId, terms, ({ id }) =>
      this.audit.record(caller, {
        action: 'oauth_client.add_secret',
        targetId: clientId,
        createdId: id,
        detail: { secret_id: id, ...body },
      }),
    );
    return { ...toSecretView(issued), client_secret: issued.secret };
  }

  @Get()
  @ApiOperation({ operationId: 'listOAuthClientSecrets', summary: 'List the secrets of a client' })
  @ApiOkResponse({ standardSchema: clientSecretListSchema })
  async list(
    @ObjectId('app_id', 'app') appId: string,
    @ObjectId('client_id', 'cli') clientId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<ClientSecretList> {
    await this.authority.app(caller.principal, appId);
    const secrets = await this.secrets.list(appId, clientId);
    return { data: secrets.map(toSecretView), next_cursor: null };
  }

  @Delete(':secret_id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'deleteOAuthClientSecret', summary: 'End a secret of a client' })
  @ApiNoContentResponse()
  async remove(
    @ObjectId('app_id', 'app') appId: string,
    @ObjectId('client_id', 'cli') clientId: string,
    @ObjectId('secret_id', 'sec') secretId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.authority.app(caller.principal, appId);
    await this.secrets.remove(appId, clientId, secretId, () =>
      this.audit.record(caller, {
        action: 'oauth_client.delete_secret',
        targetId: clientId,
        detail: { secret_id: secretId },
      }),
    );
  }
}
