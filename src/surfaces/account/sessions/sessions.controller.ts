import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { AccountAccess } from '../../../auth/index.js';
import { AppError } from '../../../kernel/errors/index.js';
import { BrowserSessions, LoginTokensService } from '../../../modules/tokens/index.js';
import {
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '../../../platform/api-description/index.js';
import { CurrentCaller, type Caller } from '../../management/caller.js';
import type { ListPage } from '../../management/list-pages.js';
import { ManagementAudit } from '../../management/management-audit.js';
import {
  browserSessionOf,
  sessionListSchema,
  toBrowserView,
  toLoginView,
  type SessionView,
} from './sessions.schema.js';

@ApiTags('My account')
@AccountAccess('account:sessions')
@Controller('account/sessions')
export class SessionsController {
  constructor(
    private readonly logins: LoginTokensService,
    private readonly browsers: BrowserSessions,
    private readonly audit: ManagementAudit,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listMySessions', summary: 'List where you are signed in' })
  @ApiOkResponse({ standardSchema: sessionListSchema })
  async list(
    @CurrentCaller() { principal: { subject, credentialId } }: Caller,
  ): Promise<ListPage<SessionView>> {
    const logins = await this.logins.list(subject);
    const browsers = await this.browsers.list(subject);
    const data = [
      ...logins.map((session) => toLoginView(session, credentialId)),
      ...browsers.map(toBrowserView),
    ];
    data.sort((left, right) => right.created_at.localeCompare(left.created_at));
    return { data, next_cursor: null };
  }

  @Delete(':session_id')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'endMySession',
    summary: 'Sign out in one place',
    description:
      'Its tokens stop working. Apps that were allowed access while you are away keep it: see authorized apps.',
  })
  @ApiNoContentResponse()
  async end(@Param('session_id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    const { subject } = caller.principal;
    const record = () =>
      this.audit.record(caller, { action: 'session.end', targetId: subject, detail: { id } });
    const browser = browserSessionOf(id);
    const isEnded =
      browser === null
        ? await this.logins.revokeSessionOf(subject, id, record)
        : await this.browsers.end(subject, browser, record);
    if (!isEnded) throw new AppError('not_found');
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({
    operationId: 'endMySessions',
    summary: 'Sign out everywhere',
    description: 'Here too: the calling login token stops working with all others.',
  })
  @ApiNoContentResponse()
  async endAll(@CurrentCaller() caller: Caller): Promise<void> {
    const { subject } = caller.principal;
    await this.browsers.endAll(subject);
    await this.logins.endAllOf(subject, () =>
      this.audit.record(caller, { action: 'session.end_all', targetId: subject }),
    );
  }
}
