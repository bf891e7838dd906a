import { Controller, Get, Query } from '@nestjs/common';
import { AccountAccess } from '../../../auth/index.js';
import { ApiCatalogue, ApiGrantsService } from '../../../modules/protected-apis/index.js';
import { ApiOkResponse, ApiOperation, ApiTags } from '../../../platform/api-description/index.js';
import { AppConfig } from '../../../platform/config/index.js';
import { listQuerySchema } from '../../../platform/http/index.js';
import { CurrentCaller, type Caller } from '../../management/caller.js';
import { ListPages, type ListPage, type ListQuery } from '../../management/list-pages.js';
import {
  callableApiPageSchema,
  toCallableApiView,
  type CallableApiView,
} from './own-apis.schema.js';

@ApiTags('My account')
@AccountAccess('account:apis')
@Controller('account/apis')
export class OwnApisController {
  constructor(
    private readonly catalogue: ApiCatalogue,
    private readonly grants: ApiGrantsService,
    private readonly pages: ListPages,
    private readonly config: AppConfig,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listMyApis',
    summary: 'List the APIs that your apps may call, newest first',
    description:
      'Those that are open to every app, and those that were granted to an app of yours.',
  })
  @ApiOkResponse({ standardSchema: callableApiPageSchema })
  async list(
    @Query({ schema: listQuerySchema }) query: ListQuery,
    @CurrentCaller() { principal }: Caller,
  ): Promise<ListPage<CallableApiView>> {
    const granted = await this.grants.ofOwner(principal.subject);
    const { apis } = await this.catalogue.snapshot();
    const callable = apis
      .map(({ record }) => record)
      .filter(({ id, access }) => access === 'all' || granted.has(id))
      .sort((left, right) => (left.id < right.id ? 1 : -1));
    const find = (limit: number, after: string | null) => {
      const behind = callable.filter(({ id }) => after === null || id < after);
      const items = behind.slice(0, limit);
      const next = behind.length > limit ? (items.at(-1)?.id ?? null) : null;
      return Promise.resolve({ items, next });
    };
    return this.pages.page('account/apis', query, find, (api) =>
      toCallableApiView(api, this.config.publicUrl, granted.get(api.id) ?? []),
    );
  }
}
