import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { AccountAccess } from '../../../auth/index.js';
import { AppError } from '../../../kernel/errors/index.js';
import { LoginTokensService, OAuthRecords } from '../../../modules/tokens/index.js';
import { usernameKeyOf, UsersService } from '../../../modules/users/index.js';
import {
  ApiNoContentResponse,
  ApiOperation,
  ApiTags,
} from '../../../platform/api-description/index.js';
import { LoginThrottle } from '../../../platform/limits/index.js';
import { CurrentCaller, type Caller } from '../../management/caller.js';
import { ManagementAudit } from '../../management/management-audit.js';
import { changePasswordSchema, type ChangePasswordRequest } from './password.schema.js';

/** For the signed-in person only: a program that asks for passwords is not to be served by any scope. */
@ApiTags('My account')
@AccountAccess(null)
@Controller('account/password')
export class PasswordController {
  constructor(
    private readonly users: UsersService,
    private readonly logins: LoginTokensService,
    private readonly oauth: OAuthRecords,
    private readonly throttle: LoginThrottle,
    private readonly audit: ManagementAudit,
  ) {}

  @Post()
  @HttpCode(204)
  @ApiOperation({
    operationId: 'changeMyPassword',
    summary: 'Change your password',
    description:
      'Ends all your other sign-ins, and all tokens that programs have of you. The sign-in that asks goes on. What you have allowed apps is remembered.',
  })
  @ApiNoContentResponse()
  async change(
    @Body({ schema: changePasswordSchema }) body: ChangePasswordRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    const { subject, credentialId } = caller.principal;
    await this.assertIsPassword(caller, body.current_password);
    const change = this.users.update(subject, { password: body.new_password }, async () => {
      await this.logins.revokeAllOf(subject, credentialId);
      await this.oauth.revokeByAccount(subject);
      await this.audit.record(caller, { action: 'user.change_password', targetId: subject });
    });
    await change.catch(pointAtNewPassword);
  }

  /** Guesses count as those at a sign-in: a token that was stolen must not become a password. */
  private async assertIsPassword(caller: Caller, password: string): Promise<void> {
    const { username } = await this.users.get(caller.principal.subject);
    const account = usernameKeyOf(username) ?? username;
    const user = await this.throttle.guard(account, caller.clientAddress, () =>
      this.users.verifyPassword(username, password),
    );
    if (user !== null) return;
    const detail = 'is not your password';
    throw new AppError('invalid_request', {
      detail: `The request is not valid: #/current_password ${detail}.`,
      errors: [{ pointer: '#/current_password', detail }],
    });
  }
}

/** What is wrong with a password is said of the member that this request has. */
function pointAtNewPassword(error: unknown): never {
  if (!(error instanceof AppError) || error.code !== 'invalid_request') throw error;
  const { detail } = error;
  const errors = error.errors.map((each) => ({ ...each, pointer: '#/new_password' }));
  throw new AppError('invalid_request', { detail, errors });
}
