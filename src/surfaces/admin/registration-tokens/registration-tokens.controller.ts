import { Body, Controller, Post } from '@nestjs/common';
import { AdminAccess } from '../../../auth/index.js';
import { AppError } from '../../../kernel/errors/index.js';
import {
  ApiCreatedResponse,
  ApiOperation,
  ApiTags,
} from '../../../platform/api-description/index.js';
import { AppConfig } from '../../../platform/config/index.js';
import { CurrentCaller, type Caller } from '../../management/caller.js';
import { OncePerKey } from '../../management/idempotency/once-per-key.decorator.js';
import { ManagementAudit } from '../../management/management-audit.js';
import { RegistrationTokens } from '../../oauth/index.js';
import {
  issueRegistrationTokenSchema,
  registrationTokenSchema,
  toRegistrationTokenView,
  type IssueRegistrationTokenRequest,
  type RegistrationTokenView,
} from './registration-tokens.schema.js';

@ApiTags('OAuth clients')
@AdminAccess('admin:oauth-clients')
@Controller('admin/registration-tokens')
export class RegistrationTokensController {
  constructor(
    private readonly tokens: RegistrationTokens,
    private readonly config: AppConfig,
    private readonly audit: ManagementAudit,
  ) {}

  @Post()
  @OncePerKey()
  @ApiOperation({
    operationId: 'issueRegistrationToken',
    summary: 'Let somebody register OAuth clients',
    description:
      'Issues an initial access token for dynamic registration. 409 unless OSTIARY_DYNAMIC_REGISTRATION is `token`.',
  })
  @ApiCreatedResponse({ standardSchema: registrationTokenSchema })
  async issue(
    @Body({ schema: issueRegistrationTokenSchema }) body: IssueRegistrationTokenRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<RegistrationTokenView> {
    if (this.config.dynamicRegistration !== 'token') {
      throw new AppError('conflict', {
        detail:
          'Clients are not registered by token here: OSTIARY_DYNAMIC_REGISTRATION is not token.',
      });
    }
    const token = await this.tokens.issue(body.lifetime_seconds, () =>
      this.audit.record(caller, {
        action: 'registration_token.issue',
        targetId: null,
        detail: body,
      }),
    );
    return toRegistrationTokenView(token, this.config.publicUrl);
  }
}
