import { Get, Injectable, Query } from '@nestjs/common';
import { AccessKeysService } from '../../../modules/access-keys/index.js';
import { ApiKeysService } from '../../../modules/api-keys/index.js';
import { OAuthClientsService } from '../../../modules/oauth-clients/index.js';
import { CredentialUses, type RecordedUses } from '../../../modules/usage/index.js';
import { ApiOkResponse, ApiOperation } from '../../../platform/api-description/index.js';
import type { Held, HeldFilter, Page } from '../../../platform/database/index.js';
import { toAccessKeyView } from '../access-keys/access-keys.schema.js';
import { toApiKeyView } from '../api-keys/api-keys.schema.js';
import { Authority } from '../authority.js';
import { CurrentCaller, type Caller } from '../caller.js';
import { ListPages, type ListPage, type ListQuery } from '../list-pages.js';
import { toClientView } from '../oauth-clients/oauth-clients.schema.js';
import {
  heldAccessKeyPageSchema,
  heldAccessKeysQuerySchema,
  heldApiKeyPageSchema,
  heldApiKeysQuerySchema,
  heldClientPageSchema,
  heldClientsQuerySchema,
  holderView,
  toHeldFilter,
  type HeldAccessKeysQuery,
  type HeldAccessKeyView,
  type HeldApiKeysQuery,
  type HeldApiKeyView,
  type HeldClientsQuery,
  type HeldClientView,
} from './held-credentials.schema.js';

type Find<Row> = (
  filter: HeldFilter,
  limit: number,
  after: string | null,
) => Promise<Page<Held<Row>>>;

/** A list of credentials over all apps, of which each knows when it was last used. */
abstract class HeldRoutes {
  constructor(
    protected readonly authority: Authority,
    private readonly pages: ListPages,
    private readonly uses: CredentialUses,
  ) {}

  protected page<Row extends { readonly id: string }, View>(
    name: string,
    caller: Caller,
    query: ListQuery & Partial<HeldApiKeysQuery>,
    find: Find<Row>,
    toView: (row: Row, uses: RecordedUses) => View,
  ): Promise<ListPage<View & ReturnType<typeof holderView>>> {
    const ownerId = this.authority.ownerOf(caller.principal);
    const filter = toHeldFilter(ownerId, query);
    const findUsed = async (limit: number, after: string | null) => {
      const page = await find(filter, limit, after);
      const uses = await this.uses.of(page.items.map(({ row }) => row.id));
      return { ...page, items: page.items.map((item) => [item, uses] as const) };
    };
    return this.pages.page(`${name} of ${ownerId ?? 'all'}`, query, findUsed, ([held, uses]) => ({
      ...toView(held.row, uses),
      ...holderView(held),
    }));
  }
}

/** The API keys of all apps. */
@Injectable()
export abstract class HeldApiKeyRoutes extends HeldRoutes {
  constructor(
    private readonly apiKeys: ApiKeysService,
    authority: Authority,
    pages: ListPages,
    uses: CredentialUses,
  ) {
    super(authority, pages, uses);
  }

  @Get()
  @ApiOperation({
    operationId: 'searchApiKeys',
    summary: 'List the API keys of all apps, newest first',
  })
  @ApiOkResponse({ standardSchema: heldApiKeyPageSchema })
  list(
    @Query({ schema: heldApiKeysQuerySchema }) query: HeldApiKeysQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<ListPage<HeldApiKeyView>> {
    const find = this.apiKeys.listHeld.bind(this.apiKeys);
    return this.page('all api-keys', caller, query, find, (row, uses) =>
      toApiKeyView(this.authority.limitSetter, row, uses),
    );
  }
}

/** The access keys of all apps. */
@Injectable()
export abstract class HeldAccessKeyRoutes extends HeldRoutes {
  constructor(
    private readonly accessKeys: AccessKeysService,
    authority: Authority,
    pages: ListPages,
    uses: CredentialUses,
  ) {
    super(authority, pages, uses);
  }

  @Get()
  @ApiOperation({
    operationId: 'searchAccessKeys',
    summary: 'List the access keys of all apps, newest first',
  })
  @ApiOkResponse({ standardSchema: heldAccessKeyPageSchema })
  list(
    @Query({ schema: heldAccessKeysQuerySchema }) query: HeldAccessKeysQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<ListPage<HeldAccessKeyView>> {
    const find = this.accessKeys.listHeld.bind(this.accessKeys);
    return this.page('all access-keys', caller, query, find, (row, uses) =>
      toAccessKeyView(this.authority.limitSetter, row, uses),
    );
  }
}

/** The OAuth clients of all apps. */
@Injectable()
export abstract class HeldClientRoutes extends HeldRoutes {
  constructor(
    private readonly clients: OAuthClientsService,
    authority: Authority,
    pages: ListPages,
    uses: CredentialUses,
  ) {
    super(authority, pages, uses);
  }

  @Get()
  @ApiOperation({
    operationId: 'searchOAuthClients',
    summary: 'List the OAuth clients of all apps, newest first',
  })
  @ApiOkResponse({ standardSchema: heldClientPageSchema })
  list(
    @Query({ schema: heldClientsQuerySchema }) query: HeldClientsQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<ListPage<HeldClientView>> {
    const find = this.clients.listHeld.bind(this.clients);
    return this.page('all oauth-clients', caller, query, find, (row, uses) =>
      toClientView(this.authority.limitSetter, row, uses),
    );
  }
}
