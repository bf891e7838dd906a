import { Controller, Delete, Get, HttpCode } from '@nestjs/common';
import { AccountAccess } from '../../../auth/index.js';
import { AppError } from '../../../kernel/errors/index.js';
import { OAuthClientsService } from '../../../modules/oauth-clients/index.js';
import { type Authorization, Authorizations } from '../../../modules/tokens/index.js';
import { UsersService } from '../../../modules/users/index.js';
import {
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '../../../platform/api-description/index.js';
import { CurrentCaller, type Caller } from '../../management/caller.js';
import type { ListPage } from '../../management/list-pages.js';
import { ManagementAudit } from '../../management/management-audit.js';
import { ObjectId } from '../../management/object-id.js';
import {
  authorizedAppListSchema,
  toAuthorizedAppView,
  type AuthorizedAppView,
} from './authorized-apps.schema.js';

@ApiTags('My account')
@AccountAccess('account:authorized-apps')
@Controller('account/authorized-apps')
export class AuthorizedAppsController {
  constructor(
    private readonly authorizations: Authorizations,
    private readonly clients: OAuthClientsService,
    private readonly users: UsersService,
    private readonly audit: ManagementAudit,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listMyAuthorizedApps',
    summary: 'List the apps that you have allowed something',
  })
  @ApiOkResponse({ standardSchema: authorizedAppListSchema })
  async list(@CurrentCaller() { principal }: Caller): Promise<ListPage<AuthorizedAppView>> {
    const authorizations = await this.authorizations.list(principal.subject);
    const views = await Promise.all(authorizations.map((each) => this.viewOf(each)));
    return { data: views.filter((view) => view !== null), next_cursor: null };
  }

  @Delete(':client_id')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'endMyAuthorizedApp',
    summary: 'Take back what you have allowed an app',
    description:
      'At once: its access and refresh tokens of you stop working, and it has to ask you anew.',
  })
  @ApiNoContentResponse()
  async end(
    @ObjectId('client_id', 'cli') clientId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    const { subject } = caller.principal;
    const isEnded = await this.authorizations.end(subject, clientId, () =>
      this.audit.record(caller, {
        action: 'oauth_consent.revoke',
        targetId: subject,
        detail: { client_id: clientId },
      }),
    );
    if (!isEnded) throw new AppError('not_found');
  }

  /** @returns null for a client that is gone, and can use nothing of what it was allowed */
  private async viewOf(authorization: Authorization): Promise<AuthorizedAppView | null> {
    const standing = await this.clients.standing(authorization.clientId);
    if (standing === null) return null;
    const { ownerId } = standing;
    const owner = ownerId === null ? null : await this.users.find(ownerId);
    return toAuthorizedAppView(authorization, standing, owner?.username ?? null);
  }
}
