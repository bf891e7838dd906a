import { Body, Controller, Header, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Authenticated, CurrentPrincipal, Public } from '../../auth/index.js';
import { AppError } from '../../kernel/errors/index.js';
import type { Principal } from '../../kernel/principal.js';
import {
  type IssuedLogin,
  LoginTokensService,
  signInPlace,
  TokenCutoffs,
} from '../../modules/tokens/index.js';
import { usernameKeyOf, UsersService } from '../../modules/users/index.js';
import { ApiOperation, ApiTags } from '../../platform/api-description/index.js';
import { Clock } from '../../platform/clock.js';
import { LoginThrottle } from '../../platform/limits/index.js';
import {
  type LoginRequest,
  type LoginResponse,
  loginSchema,
  logoutSchema,
  type RefreshRequest,
  refreshSchema,
} from './login.schema.js';

/** Username and password in, a short-lived JWT out. */
@ApiTags('Login')
@Controller()
export class LoginController {
  constructor(
    private readonly users: UsersService,
    private readonly tokens: LoginTokensService,
    private readonly throttle: LoginThrottle,
    private readonly cutoffs: TokenCutoffs,
    private readonly clock: Clock,
  ) {}

  @Post('login')
  @Public()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'login', summary: 'Sign in with username and password' })
  async login(
    @Body({ schema: loginSchema }) { username, password }: LoginRequest,
    @Req() request: FastifyRequest,
  ): Promise<LoginResponse> {
    const askedAt = this.clock.now();
    // A name that nobody can have is still counted, as itself.
    const account = usernameKeyOf(username) ?? username;
    const user = await this.throttle.guard(account, request.clientAddress, () =>
      this.users.verifyPassword(username, password),
    );
    if (user === null) throw badCredentials();
    const place = signInPlace(request.clientAddress, request.headers['user-agent']);
    const { id: userId, username: name } = user;
    const issued = await this.tokens.issue({ userId, username: name }, place);
    // Signed out while the password was being checked: what it proved does not count any more.
    if (await this.cutoffs.hasEnded(askedAt, [userId])) {
      await this.tokens.revokeSession(issued.sessionId);
      throw badCredentials();
    }
    return toResponse(issued);
  }

  @Post('login/refresh')
  @Public()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'refreshLogin', summary: 'Exchange a refresh token, once' })
  async refresh(@Body({ schema: refreshSchema }) body: RefreshRequest): Promise<LoginResponse> {
    return toResponse(await this.tokens.refresh(body.refresh_token));
  }

  @Post('logout')
  @Authenticated('login_token')
  @HttpCode(204)
  @ApiOperation({ operationId: 'logout', summary: 'End this login: its tokens stop working' })
  async logout(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: logoutSchema }) _nothing: unknown,
  ): Promise<void> {
    if (principal.credentialId !== null) await this.tokens.revokeSession(principal.credentialId);
  }
}

function badCredentials(): AppError {
  return new AppError('bad_credentials', { members: { msg: 'Bad username or password' } });
}

function toResponse(issued: IssuedLogin): LoginResponse {
  return {
    access_token: issued.accessToken,
    token_type: 'Bearer',
    expires_in: issued.expiresIn,
    refresh_token: issued.refreshToken,
  };
}
