import { Body, Delete, Get, HttpCode, Injectable, Patch, Post, Query } from '@nestjs/common';
import {
  OAuthClientsService,
  type RegisteredClient,
} from '../../../modules/oauth-clients/index.js';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
} from '../../../platform/api-description/index.js';
import { listQuerySchema } from '../../../platform/http/index.js';
import { Authority } from '../authority.js';
import { CredentialUses } from '../../../modules/usage/index.js';
import { ManagementAudit } from '../management-audit.js';
import { CurrentCaller, type Caller } from '../caller.js';
import { toLimitInput, withoutLimits } from '../limits.schema.js';
import { OncePerKey } from '../idempotency/once-per-key.decorator.js';
import { ListPages, type ListPage, type ListQuery } from '../list-pages.js';
import { ObjectId } from '../object-id.js';
import {
  clientPageSchema,
  clientSchema,
  createClientSchema,
  registeredClientSchema,
  toClientView,
  toRegisteredView,
  updateClientSchema,
  type ClientView,
  type CreateClientRequest,
  type RegisteredClientView,
  type UpdateClientRequest,
} from './oauth-clients.schema.js';

/** The OAuth clients of an app. */
@Injectable()
export abstract class OAuthClientRoutes {
  constructor(
    private readonly clients: OAuthClientsService,
    private readonly authority: Authority,
    private readonly audit: ManagementAudit,
    private readonly pages: ListPages,
    private readonly uses: CredentialUses,
  ) {}

  @Post()
  @OncePerKey()
  @ApiOperation({ operationId: 'createOAuthClient', summary: 'Register an OAuth client' })
  @ApiCreatedResponse({ standardSchema: registeredClientSchema })
  async create(
    @ObjectId('app_id', 'app') appId: string,
    @Body({ schema: createClientSchema }) body: CreateClientRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<RegisteredClientView> {
    const app = await this.authority.app(caller.principal, appId);
    const input = { ...withoutLimits(body), ...toLimitInput(this.authority.limitSetter, body) };
    const { client, secret } = await this.clients.create(appId, input, async (registered) => {
      this.authority.assertMayRegister(caller.principal, app, registered);
      await this.clients.attribute(registered.id, this.authority.registrar);
      await this.audit.record(caller, {
        action: 'oauth_client.create',
        targetId: registered.id,
        detail: { app_id: appId, ...body },
      });
    });
    return toRegisteredView(this.authority.limitSetter, client, secret);
  }

  @Get()
  @ApiOperation({ operationId: 'listOAuthClients', summary: 'List the OAuth clients of an app' })
  @ApiOkResponse({ standardSchema: clientPageSchema })
  async list(
    @ObjectId('app_id', 'app') appId: string,
    @Query({ schema: listQuerySchema }) query: ListQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<ListPage<ClientView>> {
    await this.authority.app(caller.principal, appId);
    const find = async (limit: number, after: string | null) => {
      const page = await this.clients.list(appId, limit, after);
      const uses = await this.uses.of(page.items.map(({ id }) => id));
      return { ...page, items: page.items.map((item) => [item, uses] as const) };
    };
    return this.pages.page(`oauth-clients of ${appId}`, query, find, ([item, uses]) =>
      toClientView(this.authority.limitSetter, item, uses),
    );
  }

  @Get(':client_id')
  @ApiOperation({ operationId: 'getOAuthClient', summary: 'Show an OAuth client' })
  @ApiOkResponse({ standardSchema: clientSchema })
  async get(
    @ObjectId('app_id', 'app') appId: string,
    @ObjectId('client_id', 'cli') clientId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<ClientView> {
    await this.authority.app(caller.principal, appId);
    return this.view(await this.clients.get(appId, clientId));
  }

  @Patch(':client_id')
  @ApiOperation({ operationId: 'updateOAuthClient', summary: 'Change an OAuth client' })
  @ApiOkResponse({ standardSchema: clientSchema })
  async update(
    @ObjectId('app_id', 'app') appId: string,
    @ObjectId('client_id', 'cli') clientId: string,
    @Body({ schema: updateClientSchema }) body: UpdateClientRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<ClientView> {
    const app = await this.authority.app(caller.principal, appId);
    const current = await this.clients.get(appId, clientId);
    // A redirect URI decides who gets the codes: a change takes the client's scopes in hand.
    this.authority.assertMayRegister(caller.principal, app, current);
    const { client_name, ...others } = withoutLimits(body);
    const rest = { ...others, ...toLimitInput(this.authority.limitSetter, body) };
    const changes = client_name === undefined ? rest : { ...rest, client_name };
    const client = await this.clients.update(appId, clientId, changes, async (changed) => {
      this.authority.assertMayRegister(caller.principal, app, changed);
      await this.clients.attribute(clientId, this.authority.registrar);
      await this.audit.record(caller, {
        action: 'oauth_client.update',
        targetId: clientId,
        detail: body,
      });
    });
    return this.view(client);
  }

  @Delete(':client_id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'deleteOAuthClient', summary: 'Remove an OAuth client' })
  @ApiNoContentResponse()
  async remove(
    @ObjectId('app_id', 'app') appId: string,
    @ObjectId('client_id', 'cli') clientId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.authority.app(caller.principal, appId);
    await this.clients.remove(appId, clientId, ({ clientName }) =>
      this.audit.record(caller, {
        action: 'oauth_client.delete',
        targetId: clientId,
        detail: { client_name: clientName },
      }),
    );
  }

  private async view(client: RegisteredClient): Promise<ClientView> {
    const uses = await this.uses.of([client.id]);
    return toClientView(this.authority.limitSetter, client, uses);
  }
}
