import { Body, Delete, Get, HttpCode, Injectable, Patch, Post, Query } from '@nestjs/common';
import { AccessKeysService, type AccessKeyRecord } from '../../../modules/access-keys/index.js';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
} from '../../../platform/api-description/index.js';
import { listQuerySchema } from '../../../platform/http/index.js';
import { CredentialUses } from '../../../modules/usage/index.js';
import { ManagementAudit } from '../management-audit.js';
import { Authority } from '../authority.js';
import { CurrentCaller, type Caller } from '../caller.js';
import { toLimitInput, withoutLimits } from '../limits.schema.js';
import { OncePerKey } from '../idempotency/once-per-key.decorator.js';
import { ListPages, type ListPage, type ListQuery } from '../list-pages.js';
import { ObjectId } from '../object-id.js';
import { rotateSchema, type RotateRequest } from '../shared.schema.js';
import {
  accessKeyPageSchema,
  accessKeySchema,
  createAccessKeySchema,
  issuedAccessKeySchema,
  toAccessKeyView,
  updateAccessKeySchema,
  type AccessKeyView,
  type CreateAccessKeyRequest,
  type IssuedAccessKeyView,
  type UpdateAccessKeyRequest,
} from './access-keys.schema.js';

/** The access keys of an app. */
@Injectable()
export abstract class AccessKeyRoutes {
  constructor(
    private readonly accessKeys: AccessKeysService,
    private readonly authority: Authority,
    private readonly audit: ManagementAudit,
    private readonly pages: ListPages,
    private readonly uses: CredentialUses,
  ) {}

  @Post()
  @OncePerKey()
  @ApiOperation({ operationId: 'createAccessKey', summary: 'Create an access key (AK and SK)' })
  @ApiCreatedResponse({ standardSchema: issuedAccessKeySchema })
  async create(
    @ObjectId('app_id', 'app') appId: string,
    @Body({ schema: createAccessKeySchema }) body: CreateAccessKeyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<IssuedAccessKeyView> {
    const app = await this.authority.app(caller.principal, appId);
    this.authority.assertMayGrant(caller.principal, app, body.scopes);
    const issued = await this.accessKeys.create(
      appId,
      {
        name: body.name,
        tokenTypes: body.token_types,
        assertableRoles: body.assertable_roles,
        scopes: body.scopes,
        ipAllowlist: body.ip_allowlist,
        originAllowlist: body.origin_allowlist,
        ...toLimitInput(this.authority.limitSetter, body),
      },
      ({ id }) => {
        const detail = { app_id: appId, ...body };
        return this.audit.record(caller, { action: 'access_key.create', targetId: id, detail });
      },
    );
    return { ...(await this.view(issued.accessKey)), sk: issued.sk };
  }

  @Get()
  @ApiOperation({ operationId: 'listAccessKeys', summary: 'List the access keys of an app' })
  @ApiOkResponse({ standardSchema: accessKeyPageSchema })
  async list(
    @ObjectId('app_id', 'app') appId: string,
    @Query({ schema: listQuerySchema }) query: ListQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<ListPage<AccessKeyView>> {
    await this.authority.app(caller.principal, appId);
    const find = async (limit: number, after: string | null) => {
      const page = await this.accessKeys.list(appId, limit, after);
      const uses = await this.uses.of(page.items.map(({ id }) => id));
      return { ...page, items: page.items.map((item) => [item, uses] as const) };
    };
    return this.pages.page(`access-keys of ${appId}`, query, find, ([item, uses]) =>
      toAccessKeyView(this.authority.limitSetter, item, uses),
    );
  }

  @Get(':access_key_id')
  @ApiOperation({ operationId: 'getAccessKey', summary: 'Show an access key' })
  @ApiOkResponse({ standardSchema: accessKeySchema })
  async get(
    @ObjectId('app_id', 'app') appId: string,
    @ObjectId('access_key_id', 'acc') accessKeyId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<AccessKeyView> {
    await this.authority.app(caller.principal, appId);
    return this.view(await this.accessKeys.get(appId, accessKeyId));
  }

  @Patch(':access_key_id')
  @ApiOperation({ operationId: 'updateAccessKey', summary: 'Change an access key' })
  @ApiOkResponse({ standardSchema: accessKeySchema })
  async update(
    @ObjectId('app_id', 'app') appId: string,
    @ObjectId('access_key_id', 'acc') accessKeyId: string,
    @Body({ schema: updateAccessKeySchema }) body: UpdateAccessKeyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<AccessKeyView> {
    const app = await this.authority.app(caller.principal, appId);
    const current = await this.accessKeys.get(appId, accessKeyId);
    this.authority.assertMayGrant(caller.principal, app, [
      ...current.scopes,
      ...(body.scopes ?? []),
    ]);
    const { token_types, assertable_roles, ip_allowlist, origin_allowlist, ...rest } =
      withoutLimits(body);
    const changes = {
      ...rest,
      tokenTypes: token_types,
      assertableRoles: assertable_roles,
      ipAllowlist: ip_allowlist,
      originAllowlist: origin_allowlist,
      ...toLimitInput(this.authority.limitSetter, body),
    };
    const accessKey = await this.accessKeys.update(appId, accessKeyId, changes, () =>
      this.audit.record(caller, {
        action: 'access_key.update',
        targetId: accessKeyId,
        detail: body,
      }),
    );
    return this.view(accessKey);
  }

  @Post(':access_key_id/rotate')
  @HttpCode(200)
  @OncePerKey()
  @ApiOperation({
    operationId: 'rotateAccessKey',
    summary: 'Give an access key a new SK',
    description: 'Id and AK stay. The old SK works for `overlap_seconds` more.',
  })
  @ApiOkResponse({ standardSchema: issuedAccessKeySchema })
  async rotate(
    @ObjectId('app_id', 'app') appId: string,
    @ObjectId('access_key_id', 'acc') accessKeyId: string,
    @Body({ schema: rotateSchema }) body: RotateRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<IssuedAccessKeyView> {
    const app = await this.authority.app(caller.principal, appId);
    // The answer holds a working SK: whoever gets it has its scopes.
    const { scopes } = await this.accessKeys.get(appId, accessKeyId);
    this.authority.assertMayGrant(caller.principal, app, scopes);
    const issued = await this.accessKeys.rotate(appId, accessKeyId, body.overlap_seconds, () =>
      this.audit.record(caller, {
        action: 'access_key.rotate',
        targetId: accessKeyId,
        detail: body,
      }),
    );
    return { ...(await this.view(issued.accessKey)), sk: issued.sk };
  }

  @Delete(':access_key_id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'revokeAccessKey', summary: 'Revoke an access key for good' })
  @ApiNoContentResponse()
  async revoke(
    @ObjectId('app_id', 'app') appId: string,
    @ObjectId('access_key_id', 'acc') accessKeyId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.authority.app(caller.principal, appId);
    await this.accessKeys.revoke(appId, accessKeyId, ({ name }) =>
      this.audit.record(caller, {
        action: 'access_key.revoke',
        targetId: accessKeyId,
        detail: { name },
      }),
    );
  }

  private async view(accessKey: AccessKeyRecord): Promise<AccessKeyView> {
    const uses = await this.uses.of([accessKey.id]);
    return toAccessKeyView(this.authority.limitSetter, accessKey, uses);
  }
}
