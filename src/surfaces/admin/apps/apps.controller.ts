import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { AdminAccess } from '../../../auth/index.js';
import { AppError } from '../../../kernel/errors/index.js';
import { AppsService } from '../../../modules/apps/index.js';
import { UsersService } from '../../../modules/users/index.js';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '../../../platform/api-description/index.js';
import { listQuerySchema } from '../../../platform/http/index.js';
import { ManagementAudit } from '../../management/management-audit.js';
import { CurrentCaller, type Caller } from '../../management/caller.js';
import { OncePerKey } from '../../management/idempotency/once-per-key.decorator.js';
import { ListPages, type ListPage, type ListQuery } from '../../management/list-pages.js';
import { toLimitChanges, withoutLimits } from '../../management/limits.schema.js';
import { assertMayGrant } from '../grants.js';
import { ObjectId } from '../../management/object-id.js';
import {
  appPageSchema,
  appSchema,
  toAppView,
  type AppView,
} from '../../management/apps/app.schema.js';
import {
  createAppSchema,
  updateAppSchema,
  type CreateAppRequest,
  type UpdateAppRequest,
} from './apps.schema.js';

/** What an owner does under `/account`, as scopes of the administration. */
const OWNERS_AUTHORITY = ['admin:api-keys', 'admin:access-keys', 'admin:oauth-clients'];

@ApiTags('Apps')
@AdminAccess('admin:apps')
@Controller('admin/apps')
export class AppsController {
  constructor(
    private readonly apps: AppsService,
    private readonly users: UsersService,
    private readonly audit: ManagementAudit,
    private readonly pages: ListPages,
  ) {}

  @Post()
  @OncePerKey()
  @ApiOperation({ operationId: 'createApp', summary: 'Create an app' })
  @ApiCreatedResponse({ standardSchema: appSchema })
  async create(
    @Body({ schema: createAppSchema }) body: CreateAppRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<AppView> {
    await this.assertIsUser(body.owner_id);
    assertMayGrant(caller.principal, body.allowed_scopes);
    const { owner_id: ownerId, allowed_scopes: allowedScopes, ...rest } = withoutLimits(body);
    const input = { ...rest, ownerId, allowedScopes, limits: toLimitChanges(body) };
    const app = await this.apps.create(input, ({ id }) =>
      this.audit.record(caller, { action: 'app.create', targetId: id, detail: body }),
    );
    return toAppView(app);
  }

  @Get()
  @ApiOperation({ operationId: 'listApps', summary: 'List apps, newest first' })
  @ApiOkResponse({ standardSchema: appPageSchema })
  async list(@Query({ schema: listQuerySchema }) query: ListQuery): Promise<ListPage<AppView>> {
    const find = (limit: number, after: string | null) => this.apps.list(limit, after);
    return this.pages.page('apps', query, find, toAppView);
  }

  @Get(':app_id')
  @ApiOperation({ operationId: 'getApp', summary: 'Show an app' })
  @ApiOkResponse({ standardSchema: appSchema })
  async get(@ObjectId('app_id', 'app') appId: string): Promise<AppView> {
    return toAppView(await this.apps.get(appId));
  }

  @Patch(':app_id')
  @ApiOperation({
    operationId: 'updateApp',
    summary: 'Change an app',
    description: 'While an app is not enabled, all its credentials are refused.',
  })
  @ApiOkResponse({ standardSchema: appSchema })
  async update(
    @ObjectId('app_id', 'app') appId: string,
    @Body({ schema: updateAppSchema }) body: UpdateAppRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<AppView> {
    await this.assertIsUser(body.owner_id ?? null);
    assertMayGrant(caller.principal, body.allowed_scopes ?? []);
    if (body.owner_id !== undefined) await this.assertMayHandOver(caller, appId, body.owner_id);
    const { owner_id: ownerId, allowed_scopes: allowedScopes, ...rest } = withoutLimits(body);
    const changes = { ...rest, ownerId, allowedScopes, limits: toLimitChanges(body) };
    const app = await this.apps.update(appId, changes, () =>
      this.audit.record(caller, { action: 'app.update', targetId: appId, detail: body }),
    );
    return toAppView(app);
  }

  @Delete(':app_id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'deleteApp', summary: 'Remove an app and all its credentials' })
  @ApiNoContentResponse()
  async remove(
    @ObjectId('app_id', 'app') appId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.apps.remove(appId, ({ name }) =>
      this.audit.record(caller, { action: 'app.delete', targetId: appId, detail: { name } }),
    );
  }

  /** Whoever owns an app manages its credentials, and gives them what the app is allowed. */
  private async assertMayHandOver(
    { principal }: Caller,
    appId: string,
    ownerId: string | null,
  ): Promise<void> {
    const app = await this.apps.get(appId);
    if (ownerId === null || ownerId === app.ownerId) return;
    assertMayGrant(principal, [...OWNERS_AUTHORITY, ...(app.allowedScopes ?? [])]);
  }

  private async assertIsUser(ownerId: string | null): Promise<void> {
    if (ownerId === null || (await this.users.standing(ownerId)) !== null) return;
    const detail = 'is not the id of a user';
    throw new AppError('invalid_request', {
      detail: `The request is not valid: #/owner_id ${detail}.`,
      errors: [{ pointer: '#/owner_id', detail }],
    });
  }
}
