import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { AccountAccess } from '../../../auth/index.js';
import { AppsService } from '../../../modules/apps/index.js';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '../../../platform/api-description/index.js';
import { listQuerySchema } from '../../../platform/http/index.js';
import {
  appPageSchema,
  appSchema,
  toAppView,
  type AppView,
} from '../../management/apps/app.schema.js';
import { Authority } from '../../management/authority.js';
import { CurrentCaller, type Caller } from '../../management/caller.js';
import { OncePerKey } from '../../management/idempotency/once-per-key.decorator.js';
import { ListPages, type ListPage, type ListQuery } from '../../management/list-pages.js';
import { ManagementAudit } from '../../management/management-audit.js';
import { ObjectId } from '../../management/object-id.js';
import {
  createOwnAppSchema,
  updateOwnAppSchema,
  type CreateOwnAppRequest,
  type UpdateOwnAppRequest,
} from './own-apps.schema.js';

@ApiTags('Apps')
@AccountAccess('account:apps')
@Controller('account/apps')
export class OwnAppsController {
  constructor(
    private readonly apps: AppsService,
    private readonly authority: Authority,
    private readonly audit: ManagementAudit,
    private readonly pages: ListPages,
  ) {}

  @Post()
  @OncePerKey()
  @ApiOperation({ operationId: 'createMyApp', summary: 'Create an app of your own' })
  @ApiCreatedResponse({ standardSchema: appSchema })
  async create(
    @Body({ schema: createOwnAppSchema }) body: CreateOwnAppRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<AppView> {
    const ownerId = caller.principal.subject;
    const app = await this.apps.create({ ...body, ownerId }, ({ id }) =>
      this.audit.record(caller, { action: 'app.create', targetId: id, detail: body }),
    );
    return toAppView(app);
  }

  @Get()
  @ApiOperation({ operationId: 'listMyApps', summary: 'List your apps, newest first' })
  @ApiOkResponse({ standardSchema: appPageSchema })
  async list(
    @Query({ schema: listQuerySchema }) query: ListQuery,
    @CurrentCaller() { principal: { subject } }: Caller,
  ): Promise<ListPage<AppView>> {
    const find = (limit: number, after: string | null) =>
      this.apps.listOwnedBy(subject, limit, after);
    return this.pages.page(`apps of ${subject}`, query, find, toAppView);
  }

  @Get(':app_id')
  @ApiOperation({ operationId: 'getMyApp', summary: 'Show an app of yours' })
  @ApiOkResponse({ standardSchema: appSchema })
  async get(
    @ObjectId('app_id', 'app') appId: string,
    @CurrentCaller() { principal }: Caller,
  ): Promise<AppView> {
    return toAppView(await this.authority.app(principal, appId));
  }

  @Patch(':app_id')
  @ApiOperation({ operationId: 'updateMyApp', summary: 'Change an app of yours' })
  @ApiOkResponse({ standardSchema: appSchema })
  async update(
    @ObjectId('app_id', 'app') appId: string,
    @Body({ schema: updateOwnAppSchema }) body: UpdateOwnAppRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<AppView> {
    await this.authority.app(caller.principal, appId);
    const app = await this.apps.update(appId, body, () =>
      this.audit.record(caller, { action: 'app.update', targetId: appId, detail: body }),
    );
    return toAppView(app);
  }

  @Delete(':app_id')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'deleteMyApp',
    summary: 'Remove an app of yours and all its credentials',
  })
  @ApiNoContentResponse()
  async remove(
    @ObjectId('app_id', 'app') appId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.authority.app(caller.principal, appId);
    await this.apps.remove(appId, ({ name }) =>
      this.audit.record(caller, { action: 'app.delete', targetId: appId, detail: { name } }),
    );
  }
}
