import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { AdminAccess } from '../../../auth/index.js';
import { ProtectedApisService } from '../../../modules/protected-apis/index.js';
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
import { ObjectId } from '../../management/object-id.js';
import {
  apiPageSchema,
  apiSchema,
  createApiSchema,
  toApiMembers,
  toApiView,
  updateApiSchema,
  type ApiView,
  type CreateApiRequest,
  type UpdateApiRequest,
} from './apis.schema.js';

@ApiTags('Protected APIs')
@AdminAccess('admin:apis')
@Controller('admin/apis')
export class ApisController {
  constructor(
    private readonly apis: ProtectedApisService,
    private readonly audit: ManagementAudit,
    private readonly pages: ListPages,
  ) {}

  @Post()
  @OncePerKey()
  @ApiOperation({ operationId: 'createApi', summary: 'Protect an API' })
  @ApiCreatedResponse({ standardSchema: apiSchema })
  async create(
    @Body({ schema: createApiSchema }) body: CreateApiRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<ApiView> {
    const input = { ...toApiMembers(body), name: body.name };
    const api = await this.apis.create(input, ({ id }) =>
      this.audit.record(caller, { action: 'protected_api.create', targetId: id, detail: body }),
    );
    return toApiView(api);
  }

  @Get()
  @ApiOperation({ operationId: 'listApis', summary: 'List protected APIs, newest first' })
  @ApiOkResponse({ standardSchema: apiPageSchema })
  async list(@Query({ schema: listQuerySchema }) query: ListQuery): Promise<ListPage<ApiView>> {
    const find = (limit: number, after: string | null) => this.apis.list(limit, after);
    return this.pages.page('apis', query, find, toApiView);
  }

  @Get(':api_id')
  @ApiOperation({ operationId: 'getApi', summary: 'Show a protected API' })
  @ApiOkResponse({ standardSchema: apiSchema })
  async get(@ObjectId('api_id', 'api') apiId: string): Promise<ApiView> {
    return toApiView(await this.apis.get(apiId));
  }

  @Patch(':api_id')
  @ApiOperation({ operationId: 'updateApi', summary: 'Change a protected API' })
  @ApiOkResponse({ standardSchema: apiSchema })
  async update(
    @ObjectId('api_id', 'api') apiId: string,
    @Body({ schema: updateApiSchema }) body: UpdateApiRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<ApiView> {
    const { name } = body;
    const changes = { ...toApiMembers(body), ...(name === undefined ? {} : { name }) };
    const api = await this.apis.update(apiId, changes, () =>
      this.audit.record(caller, { action: 'protected_api.update', targetId: apiId, detail: body }),
    );
    return toApiView(api);
  }

  @Delete(':api_id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'deleteApi', summary: 'Stop protecting, and serving, an API' })
  @ApiNoContentResponse()
  async remove(
    @ObjectId('api_id', 'api') apiId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.apis.remove(apiId, ({ name }) =>
      this.audit.record(caller, {
        action: 'protected_api.delete',
        targetId: apiId,
        detail: { name },
      }),
    );
  }
}
