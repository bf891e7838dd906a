import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { AdminAccess } from '../../../auth/index.js';
import { ClientSecretsService, OAuthClientsService } from '../../../modules/oauth-clients/index.js';
import { AdminAudit } from '../admin-audit.js';
import { CurrentCaller, type Caller } from '../caller.js';
import { assertMayRegister } from '../grants.js';
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

@ApiTags('OAuth clients')
@AdminAccess('admin:oauth-clients')
@Controller('admin/apps/:app_id/oauth-clients/:client_id/secrets')
export class ClientSecretsController {
  constructor(
    private readonly clients: OAuthClientsService,
    private readonly secrets: ClientSecretsService,
    private readonly audit: AdminAudit,
  ) {}

  @Post()
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
    // Whoever gets a working secret has what the client has.
    assertMayRegister(caller.principal, await this.clients.get(appId, clientId));
    const terms = { expiresAt: body.expires_at, overlapSeconds: body.overlap_seconds };
    const issued = await this.secrets.add(appId, clientId, terms, () =>
      this.audit.record(caller, {
        action: 'oauth_client.add_secret',
        targetId: clientId,
        detail: body,
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
  ): Promise<ClientSecretList> {
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
    await this.secrets.remove(appId, clientId, secretId, () =>
      this.audit.record(caller, {
        action: 'oauth_client.delete_secret',
        targetId: clientId,
        detail: { secret_id: secretId },
      }),
    );
  }
}
