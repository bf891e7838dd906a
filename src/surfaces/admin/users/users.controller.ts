import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { AdminAccess } from '../../../auth/index.js';
import { LoginTokensService, OAuthRecords } from '../../../modules/tokens/index.js';
import { usernameKeyOf, UsersService } from '../../../modules/users/index.js';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '../../../platform/api-description/index.js';
import { LoginThrottle } from '../../../platform/limits/index.js';
import { ManagementAudit } from '../../management/management-audit.js';
import { CurrentCaller, type Caller } from '../../management/caller.js';
import { assertMayHandle } from '../grants.js';
import { OncePerKey } from '../../management/idempotency/once-per-key.decorator.js';
import { ListPages, type ListPage } from '../../management/list-pages.js';
import { ObjectId } from '../../management/object-id.js';
import {
  createUserSchema,
  toUserView,
  updateUserSchema,
  userPageSchema,
  userSchema,
  usersQuerySchema,
  type CreateUserRequest,
  type UpdateUserRequest,
  type UsersQuery,
  type UserView,
} from './users.schema.js';

@ApiTags('Users')
@AdminAccess('admin:users')
@Controller('admin/users')
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly logins: LoginTokensService,
    private readonly oauth: OAuthRecords,
    private readonly throttle: LoginThrottle,
    private readonly audit: ManagementAudit,
    private readonly pages: ListPages,
  ) {}

  @Post()
  @OncePerKey()
  @ApiOperation({ operationId: 'createUser', summary: 'Create a user' })
  @ApiCreatedResponse({ standardSchema: userSchema })
  async create(
    @Body({ schema: createUserSchema }) body: CreateUserRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<UserView> {
    assertMayHandle(caller.principal, body.roles);
    const user = await this.users.create(body, ({ id }) =>
      this.audit.record(caller, { action: 'user.create', targetId: id, detail: detailOf(body) }),
    );
    return toUserView(user);
  }

  @Get()
  @ApiOperation({ operationId: 'listUsers', summary: 'List users, newest first' })
  @ApiOkResponse({ standardSchema: userPageSchema })
  async list(@Query({ schema: usersQuerySchema }) query: UsersQuery): Promise<ListPage<UserView>> {
    const find = (limit: number, after: string | null) => this.users.list(limit, after, query);
    return this.pages.page('users', query, find, toUserView);
  }

  @Get(':user_id')
  @ApiOperation({ operationId: 'getUser', summary: 'Show a user' })
  @ApiOkResponse({ standardSchema: userSchema })
  async get(@ObjectId('user_id', 'usr') userId: string): Promise<UserView> {
    return toUserView(await this.users.get(userId));
  }

  @Patch(':user_id')
  @ApiOperation({
    operationId: 'updateUser',
    summary: 'Change a user',
    description:
      'A new password and disabling the user end all sessions of the user, and all tokens that programs have of the user. A new password also lifts the wait after too many wrong ones.',
  })
  @ApiOkResponse({ standardSchema: userSchema })
  async update(
    @ObjectId('user_id', 'usr') userId: string,
    @Body({ schema: updateUserSchema }) body: UpdateUserRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<UserView> {
    const current = await this.users.get(userId);
    assertMayHandle(caller.principal, [...current.roles, ...(body.roles ?? [])]);
    const user = await this.users.update(userId, body, async () => {
      if (body.password !== undefined || body.enabled === false) await this.signOut(userId);
      const detail = { ...detailOf(body), password_changed: body.password !== undefined };
      await this.audit.record(caller, { action: 'user.update', targetId: userId, detail });
    });
    if (body.password !== undefined) await this.throttle.unlock(usernameKeyOf(user.username) ?? '');
    return toUserView(user);
  }

  @Delete(':user_id')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'deleteUser',
    summary: 'Remove a user and the apps that the user owns',
  })
  @ApiNoContentResponse()
  async remove(
    @ObjectId('user_id', 'usr') userId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    assertMayHandle(caller.principal, (await this.users.get(userId)).roles);
    await this.users.remove(userId, async ({ username }) => {
      await this.signOut(userId);
      const detail = { username };
      await this.audit.record(caller, { action: 'user.delete', targetId: userId, detail });
    });
  }

  @Post(':user_id/sign-out')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'signOutUser',
    summary: 'End all sessions of a user, and all tokens that programs have of the user',
    description: 'The user may sign in again. What the user has allowed is remembered.',
  })
  @ApiNoContentResponse()
  async signOutEverywhere(
    @ObjectId('user_id', 'usr') userId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    assertMayHandle(caller.principal, (await this.users.get(userId)).roles);
    await this.users.update(userId, {}, async () => {
      await this.signOut(userId);
      await this.audit.record(caller, { action: 'user.sign_out', targetId: userId });
    });
  }

  /** Everywhere, and out of every program that the user has let in. In the transaction of the change. */
  private async signOut(userId: string): Promise<void> {
    await this.logins.revokeAllOf(userId);
    await this.oauth.revokeByAccount(userId);
  }
}

/** Of claims only the names: what they say of a person does not belong into a log that keeps everything. */
function detailOf<Body extends CreateUserRequest | UpdateUserRequest>(body: Body) {
  const { claims, ...rest } = body;
  return { ...rest, ...(claims && { claims: Object.keys(claims) }) };
}
