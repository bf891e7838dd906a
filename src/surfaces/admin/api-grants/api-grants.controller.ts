import { Body, Controller, Delete, Get, HttpCode, Put, Query } from '@nestjs/common';
import { AdminAccess } from '../../../auth/index.js';
import { ApiGrantsService } from '../../../modules/protected-apis/index.js';
import {
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '../../../platform/api-description/index.js';
import { listQuerySchema } from '../../../platform/http/index.js';
import { CurrentCaller, type Caller } from '../../management/caller.js';
import { ListPages, type ListPage, type ListQuery } from '../../management/list-pages.js';
import { toLimitChanges } from '../../management/limits.schema.js';
import { ManagementAudit } from '../../management/management-audit.js';
import { ObjectId } from '../../management/object-id.js';
import {
  grantPageSchema,
  grantSchema,
  putGrantSchema,
  toGrantView,
  type GrantView,
  type PutGrantRequest,
} from './api-grants.schema.js';

@ApiTags('Protected APIs')
@AdminAccess('admin:api-grants')
@Controller('admin/apis/:api_id/grants')
export class ApiGrantsController {
  constructor(
    private readonly grants: ApiGrantsService,
    private readonly audit: ManagementAudit,
    private readonly pages: ListPages,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listApiGrants',
    summary: 'List the apps that an API is granted to',
  })
  @ApiOkResponse({ standardSchema: grantPageSchema })
  async list(
    @ObjectId('api_id', 'api') apiId: string,
    @Query({ schema: listQuerySchema }) query: ListQuery,
  ): Promise<ListPage<GrantView>> {
    const find = (limit: number, after: string | null) => this.grants.list(apiId, limit, after);
    return this.pages.page(`grants:${apiId}`, query, find, toGrantView);
  }

  @Get(':app_id')
  @ApiOperation({ operationId: 'getApiGrant', summary: 'Show a grant' })
  @ApiOkResponse({ standardSchema: grantSchema })
  async get(
    @ObjectId('api_id', 'api') apiId: string,
    @ObjectId('app_id', 'app') appId: string,
  ): Promise<GrantView> {
    return toGrantView(await this.grants.get(apiId, appId));
  }

  @Put(':app_id')
  @ApiOperation({
    operationId: 'putApiGrant',
    summary: 'Grant an API to an app',
    description:
      'Needed where `access` of the API is `granted`. Granting again replaces the grant as a whole.',
  })
  @ApiOkResponse({ standardSchema: grantSchema })
  async put(
    @ObjectId('api_id', 'api') apiId: string,
    @ObjectId('app_id', 'app') appId: string,
    @Body({ schema: putGrantSchema }) body: PutGrantRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<GrantView> {
    const grant = await this.grants.put(apiId, appId, toLimitChanges(body), () =>
      this.audit.record(caller, {
        action: 'api_grant.put',
        targetId: apiId,
        detail: { app_id: appId, ...body },
      }),
    );
    return toGrantView(grant);
  }

  @Delete(':app_id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'deleteApiGrant', summary: 'Take an API from an app' })
  @ApiNoContentResponse()
  async remove(
    @ObjectId('api_id', 'api') apiId: string,
    @ObjectId('app_id', 'app') appId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.grants.remove(apiId, appId, () =>
      this.audit.record(caller, {
        action: 'api_grant.delete',
        targetId: apiId,
        detail: { app_id: appId },
      }),
    );
  }
}
