import { Body, Delete, Get, HttpCode, Injectable, Patch, Post, Query } from '@nestjs/common';
import { ApiKeysService, type ApiKeyRecord } from '../../../modules/api-keys/index.js';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
} from '../../../platform/api-description/index.js';
import { Clock } from '../../../platform/clock.js';
import { listQuerySchema } from '../../../platform/http/index.js';
import { CredentialUses } from '../../../modules/usage/index.js';
import { ManagementAudit } from '../management-audit.js';
import { Authority } from '../authority.js';
import { CurrentCaller, type Caller } from '../caller.js';
import { toLimitInput, withoutLimits } from '../limits.schema.js';
import { OncePerKey } from '../idempotency/once-per-key.decorator.js';
import { ListPages, type ListPage, type ListQuery } from '../list-pages.js';
import { ObjectId } from '../object-id.js';
import { assertInFuture, rotateSchema, type RotateRequest } from '../shared.schema.js';
import {
  apiKeyPageSchema,
  apiKeySchema,
  createApiKeySchema,
  issuedApiKeySchema,
  toApiKeyView,
  updateApiKeySchema,
  type ApiKeyView,
  type CreateApiKeyRequest,
  type IssuedApiKeyView,
  type UpdateApiKeyRequest,
} from './api-keys.schema.js';

/** The API keys of an app. */
@Injectable()
export abstract class ApiKeyRoutes {
  constructor(
    private readonly apiKeys: ApiKeysService,
    private readonly authority: Authority,
    private readonly audit: ManagementAudit,
    private readonly pages: ListPages,
    private readonly uses: CredentialUses,
    private readonly clock: Clock,
  ) {}

  @Post()
  @OncePerKey()
  @ApiOperation({ operationId: 'createApiKey', summary: 'Create an API key' })
  @ApiCreatedResponse({ standardSchema: issuedApiKeySchema })
  async create(
    @ObjectId('app_id', 'app') appId: string,
    @Body({ schema: createApiKeySchema }) body: CreateApiKeyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<IssuedApiKeyView> {
    const app = await this.authority.app(caller.principal, appId);
    this.authority.assertMayGrant(caller.principal, app, body.scopes);
    assertInFuture(body.expires_at, this.clock.now());
    const issued = await this.apiKeys.create(
      appId,
      {
        name: body.name,
        environment: body.environment,
        scopes: body.scopes,
        ipAllowlist: body.ip_allowlist,
        originAllowlist: body.origin_allowlist,
        ...toLimitInput(this.authority.limitSetter, body),
        expiresAt: body.expires_at,
      },
      ({ id }) => {
        const detail = { app_id: appId, ...body };
        return this.audit.record(caller, { action: 'api_key.create', targetId: id, detail });
      },
    );
    return { ...(await this.view(issued.apiKey)), key: issued.key };
  }

  @Get()
  @ApiOperation({ operationId: 'listApiKeys', summary: 'List the API keys of an app' })
  @ApiOkResponse({ standardSchema: apiKeyPageSchema })
  async list(
    @ObjectId('app_id', 'app') appId: string,
    @Query({ schema: listQuerySchema }) query: ListQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<ListPage<ApiKeyView>> {
    await this.authority.app(caller.principal, appId);
    const find = async (limit: number, after: string | null) => {
      const page = await this.apiKeys.list(appId, limit, after);
      const uses = await this.uses.of(page.items.map(({ id }) => id));
      return { ...page, items: page.items.map((item) => [item, uses] as const) };
    };
    return this.pages.page(`api-keys of ${appId}`, query, find, ([item, uses]) =>
      toApiKeyView(this.authority.limitSetter, item, uses),
    );
  }

  @Get(':key_id')
  @ApiOperation({ operationId: 'getApiKey', summary: 'Show an API key' })
  @ApiOkResponse({ standardSchema: apiKeySchema })
  async get(
    @ObjectId('app_id', 'app') appId: string,
    @ObjectId('key_id', 'key') keyId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<ApiKeyView> {
    await this.authority.app(caller.principal, appId);
    return this.view(await this.apiKeys.get(appId, keyId));
  }

  @Patch(':key_id')
  @ApiOperation({ operationId: 'updateApiKey', summary: 'Change an API key' })
  @ApiOkResponse({ standardSchema: apiKeySchema })
  async update(
    @ObjectId('app_id', 'app') appId: string,
    @ObjectId('key_id', 'key') keyId: string,
    @Body({ schema: updateApiKeySchema }) body: UpdateApiKeyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<ApiKeyView> {
    const app = await this.authority.app(caller.principal, appId);
    const current = await this.apiKeys.get(appId, keyId);
    this.authority.assertMayGrant(caller.principal, app, [
      ...current.scopes,
      ...(body.scopes ?? []),
    ]);
    assertInFuture(body.expires_at, this.clock.now());
    const { ip_allowlist, origin_allowlist, expires_at, ...rest } = withoutLimits(body);
    const changes = {
      ...rest,
      ipAllowlist: ip_allowlist,
      originAllowlist: origin_allowlist,
      ...toLimitInput(this.authority.limitSetter, body),
      expiresAt: expires_at,
    };
    const apiKey = await this.apiKeys.update(appId, keyId, changes, () =>
      this.audit.record(caller, { action: 'api_key.update', targetId: keyId, detail: body }),
    );
    return this.view(apiKey);
  }

  @Post(':key_id/rotate')
  @HttpCode(200)
  @OncePerKey()
  @ApiOperation({
    operationId: 'rotateApiKey',
    summary: 'Give an API key a new secret',
    description: 'The id stays. The old secret works for `overlap_seconds` more.',
  })
  @ApiOkResponse({ standardSchema: issuedApiKeySchema })
  async rotate(
    @ObjectId('app_id', 'app') appId: string,
    @ObjectId('key_id', 'key') keyId: string,
    @Body({ schema: rotateSchema }) body: RotateRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<IssuedApiKeyView> {
    const app = await this.authority.app(caller.principal, appId);
    // The answer holds a working key: whoever gets it has its scopes.
    const { scopes } = await this.apiKeys.get(appId, keyId);
    this.authority.assertMayGrant(caller.principal, app, scopes);
    const issued = await this.apiKeys.rotate(appId, keyId, body.overlap_seconds, () =>
      this.audit.record(caller, { action: 'api_key.rotate', targetId: keyId, detail: body }),
    );
    return { ...(await this.view(issued.apiKey)), key: issued.key };
  }

  @Delete(':key_id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'revokeApiKey', summary: 'Revoke an API key for good' })
  @ApiNoContentResponse()
  async revoke(
    @ObjectId('app_id', 'app') appId: string,
    @ObjectId('key_id', 'key') keyId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.authority.app(caller.principal, appId);
    await this.apiKeys.revoke(appId, keyId, ({ name }) =>
      this.audit.record(caller, { action: 'api_key.revoke', targetId: keyId, detail: { name } }),
    );
  }

  private async view(apiKey: ApiKeyRecord): Promise<ApiKeyView> {
    const uses = await this.uses.of([apiKey.id]);
    return toApiKeyView(this.authority.limitSetter, apiKey, uses);
  }
}
